import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where a running server is, while the console is developed against it. */
const server = process.env['HOOKLINE_SERVER'] ?? 'http://127.0.0.1:7300';

/** What only the server and the command line say; a third of the words, which no page needs to load. */
const serverWords = /^(docs|mail|report)\./;

/** Takes the server's words out of the languages that the browser loads. */
function webWords(): Plugin {
  return {
    name: 'hookline:web-words',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/locales\/[^/]+\.json$/.test(id)) return null;
      const texts = JSON.parse(code) as Record<string, string>;
      return { code: JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => !serverWords.test(key)))), map: null };
    },
  };
}

export default defineConfig({
  root: 'web',
  plugins: [webWords(), react()],
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
            // One request for what every page shares, instead of thirty whose headers weigh as much as they do.
            {
              name: 'house',
              test: /[\\/](src[\\/].+[\\/]contract\.ts|web[\\/]shared[\\/](api|i18n|theme)[\\/].+|web[\\/]shared[\\/]ui[\\/](Choice|Cover|Icon|LinkButton|Menu|PageFrame|PermissionGate|ProgressLine|states|toast|url-state|work-badges)\.tsx?)$/,
              priority: 3,
            },
            { name: 'frame', test: /node_modules[\\/](react|react-dom|react-router|scheduler|i18next|@tanstack)[\\/]/, priority: 4 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: server, changeOrigin: false } },
  },
});
