/**
 * What makes the creator's app installable, made while it is built: its icons from the house's mark, its manifest, and the
 * service worker, which is told the names of the files that make up the shell.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Android crops icons to its own shapes: what matters keeps to the middle 80 %, on a ground without corners. */
const icons = [
  { file: 'icon-192.png', size: 192, purpose: 'any' },
  { file: 'icon-512.png', size: 512, purpose: 'any' },
  { file: 'icon-maskable.png', size: 512, purpose: 'maskable' },
  { file: 'icon-apple.png', size: 180, purpose: 'apple' },
] as const;

const manifest = {
  id: '/creator/',
  name: 'Hookline',
  short_name: 'Hookline',
  start_url: '/creator/',
  scope: '/creator/',
  display: 'standalone',
  orientation: 'portrait-primary',
  background_color: '#f4f5f6',
  theme_color: '#f4f5f6',
  icons: icons
    .filter(({ purpose }) => purpose !== 'apple')
    .map(({ file, size, purpose }) => ({ src: `/creator/${file}`, sizes: `${size}x${size}`, type: 'image/png', purpose })),
};

/** The plugin; it acts on the environment `creator`, and in development answers deep links with the app's page. */
export function creatorShell(): Plugin {
  return {
    name: 'hookline:creator-shell',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (/^\/creator(\/[^.@]*)?(\?.*)?$/.test(request.url ?? '')) request.url = '/creator/index.html';
        next();
      });
    },
    applyToEnvironment: ({ name, config }) => name === 'creator' || config.command === 'serve',
    generateBundle: {
      // After Vite has taken out the scripts of which only styles were left: a worker that asks for them would never install.
      order: 'post',
      async handler(_options, bundle) {
        const mark = await readFile(here('../public/mark.svg'), 'utf8');
        for (const { file, size, purpose } of icons) {
          this.emitFile({ type: 'asset', fileName: `creator/${file}`, source: await drawIcon(mark, size, purpose) });
        }
        this.emitFile({ type: 'asset', fileName: 'creator/manifest.webmanifest', source: JSON.stringify(manifest) });
        const files = Object.keys(bundle)
          .filter((file) => /^assets\/.+\.(js|css)$/.test(file))
          .sort()
          .map((file) => `/${file}`);
        const worker = await readFile(here('./service-worker.js'), 'utf8');
        const version = createHash('sha256').update(files.join()).update(worker).digest('hex').slice(0, 12);
        const source = worker.replace("'__VERSION__'", JSON.stringify(version)).replace("['__FILES__']", JSON.stringify(files));
        this.emitFile({ type: 'asset', fileName: 'creator/service-worker.js', source });
      },
    },
  };
}

async function drawIcon(mark: string, size: number, purpose: string): Promise<Buffer> {
  const whole = purpose === 'any';
  const picture = Math.round(whole ? size : size * 0.74);
  // Without its own ground the mark is drawn on one that reaches the edges.
  const drawn = whole ? mark : mark.replace('rx="7"', 'rx="0"');
  const inner = await sharp(Buffer.from(drawn), { density: 72 * (size / 32) })
    .resize(picture, picture)
    .png()
    .toBuffer();
  if (whole) return inner;
  const offset = Math.round((size - picture) / 2);
  return sharp({ create: { width: size, height: size, channels: 4, background: '#17566b' } })
    .composite([{ input: inner, left: offset, top: offset }])
    .png()
    .toBuffer();
}
