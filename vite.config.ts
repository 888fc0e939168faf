import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where a running server is, while the console is developed against it. */
const server = process.env['HOOKLINE_SERVER'] ?? 'http://127.0.0.1:8420';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The frame changes rarely and is cached for long; everything else is split by route.
          groups: [
            { name: 'frame', test: /node_modules[\\/](react|react-dom|react-router|scheduler|i18next|@tanstack)[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: server, changeOrigin: false } },
  },
});
