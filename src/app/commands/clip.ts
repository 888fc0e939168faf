import { renderModule, useOwnFontsOnly, type RenderInput, type RenderResult } from '../../modules/studio/index.ts';
import { readArguments, type Command } from '../command.ts';
import { appErrors } from '../errors.ts';
import { terminalTranslator } from '../sentences.ts';
import { checkPieceOptions, clearProgress, pieceOptions, readRecipe, showProgress, withHost } from './recipe-options.ts';

export const command: Command = {
  name: 'clip',
  summary: 'cut a clip: exact frames, burned captions, loudness, an end card with code and QR',
  help: `
hookline clip FILE (--hook N | --from MS --to MS) [--subtitles FILE] [--code TEXT] [--url URL] --out FILE.mp4
hookline clip --recipe FILE.json --out FILE.mp4

The clip has exactly the frames whose time is in [from, to), at the source's frame rate, and a three-second end card when
a code or an address is given. Hooks count from 1 by rank. Subtitles beside the FILE are burned unless --subtitles names
others. Paths in a recipe are relative to it.

  --title TEXT     shown on the end card
  --opening TEXT   a line over the first seconds
  --reframe MODE   none (default), centre, follow or blur_fill: to 1080 × 1920
  --captions STYLE clean (default), bold, boxed or none
  --platform NAME  checks the length: douyin, kuaishou, wechat_channels, xiaohongshu, tiktok, youtube_shorts, …
  --json           prints what was made as one JSON document

Example: hookline clip episodes/第1集.mp4 --hook 1 --code HK729 --url https://example.org/w/HK729 --out clip.mp4`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, {
      ...pieceOptions,
      code: { type: 'string' },
      url: { type: 'string' },
      title: { type: 'string' },
      opening: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean' },
    });
    checkPieceOptions('clip', positionals, values);
    if (!values.out) throw appErrors.bad_usage({ reason: 'clip needs --out FILE.mp4' });
    if (!/\.mp4$/i.test(values.out)) throw appErrors.bad_usage({ reason: '--out must end in .mp4' });
    const t = terminalTranslator(io.env);
    const extra = {
      ...(values.code || values.url || values.title
        ? { endCard: { code: values.code ?? '', url: values.url ?? '', title: values.title ?? '' } }
        : {}),
      ...(values.opening ? { openingLine: { text: values.opening } } : {}),
    };
    const { recipe, sources } = await readRecipe('clip', positionals, values, extra, io);
    useOwnFontsOnly();
    const input: RenderInput = { recipe, sources, out: values.out };
    try {
      const made = await withHost((host) =>
        host.call<RenderResult>(
          { ...renderModule, label: values.out!, input },
          { signal: io.signal, onProgress: (fraction) => showProgress(io, t('stage.render'), fraction) },
        ),
      );
      clearProgress(io);
      for (const warning of made.warnings) io.stderr(`hookline: ${t(`warning.${warning.code}`, warning.params)}\n`);
      io.stdout(values.json ? `${JSON.stringify(made, null, 2)}\n` : `${summary(made)}\n`);
      return 0;
    } finally {
      clearProgress(io);
    }
  },
};

function summary(made: RenderResult): string {
  const { lufs } = made.loudness;
  return [
    made.path,
    `${(made.durationMs / 1000).toFixed(3)} s`,
    `${made.bodyFrames}${made.cardFrames > 0 ? ` + ${made.cardFrames}` : ''} × ${made.width}×${made.height}`,
    lufs === null ? null : `${lufs.toFixed(1)} LUFS`,
    `${(made.sizeBytes / 1e6).toFixed(1)} MB`,
  ]
    .filter((part) => part !== null)
    .join('  ');
}
