/** What a work consists of at this moment, as the files of a bundle: videos, subtitles, cover, documents, its words, its identifiers. */
import { createHash } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import type { WorkAsset } from '../../catalog/index.ts';
import type { BundleAsset } from '../evidence/form.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RegisteredKind, RegistrationSummary, WorkIdentifier } from './contract.ts';
import * as repo from './repo.ts';
import { statedTitle, type StatedTitle } from './title.ts';

export type GatheredAsset = BundleAsset & {
  readonly kind: RegisteredKind;
  /** Bytes that are not stored yet: what is written for the registration itself. */
  readonly content: Buffer | null;
};
export type Gathered = {
  readonly title: string;
  readonly kind: RegistrationSummary['work']['kind'];
  readonly assets: GatheredAsset[];
  readonly stated: StatedTitle;
  readonly identifiers: WorkIdentifier[];
  /** What an ISCC is made of: it takes a moment, and no transaction waits for it. */
  readonly described: { readonly title: string; readonly description: string; readonly text: string };
};

/** A manifest names as many at most; a drama of 2,000 episodes with twenty languages stays below. */
export const mostRegistered = 50_000;
/** What every bundle carries is small: subtitles and a cover. Beyond, they are hashed and held beside it. */
const mostCarried = { files: 1500, bytes: 200_000_000 } as const;
const mostDialogue = 1_000_000;
const longestSegment = 120;

/** Everything of a work that is registered. Throws catalog.work_not_found. */
export async function gather(parts: RightsParts, trx: Trx, organisationId: string, workId: string): Promise<Gathered> {
  const { catalog } = parts;
  const work = await catalog.getWork(trx, organisationId, workId);
  const shown = work.texts.find(({ language }) => language === work.originalLanguage) ?? work.texts[0]!;
  const title = shown.title.slice(0, 300);
  const stated = await statedTitle(trx, organisationId, workId);
  const identifiers = await repo.listIdentifiers(trx, organisationId, workId);
  const files = await catalog.listWorkAssets(trx, organisationId, workId);
  const dialogue = await dialogueOf(parts, trx, organisationId, files);
  const pathOf = uniquePaths('files/documents');
  const assets: GatheredAsset[] = [
    ...files.map(ofWork),
    ...stated.documents.map((document) => ({
      path: pathOf(document.name),
      bytes: Number(document.size_bytes),
      sha256: document.sha256,
      mediaType: document.media_type,
      role: 'document' as const,
      included: false,
      kind: 'document' as const,
      content: null,
    })),
  ];
  if (dialogue !== '') assets.push(written('files/text/dialogue.txt', 'text', 'work', 'text/plain; charset=utf-8', dialogue));
  return {
    title,
    kind: work.kind === 'micro_drama' ? 'drama' : work.kind,
    stated,
    identifiers,
    described: { title, description: shown.synopsis, text: dialogue },
    assets: inOrder(assets),
  };
}

/** Assets in the order of their paths, as many of them carried by every bundle as it takes. */
export const inOrder = (assets: readonly GatheredAsset[]): GatheredAsset[] =>
  withinBundle(assets.toSorted((a, b) => (a.path < b.path ? -1 : 1)));

/** A work’s identifiers as a file of its registration, so that they are stamped with it. */
export const identifiersFile = (identifiers: readonly WorkIdentifier[], iscc: string | null): GatheredAsset =>
  written('files/identifiers.json', 'record', 'document', 'application/json', `${JSON.stringify({ identifiers, iscc }, null, 1)}\n`);

/** An asset whose bytes are made here. */
export function written(
  path: string,
  kind: RegisteredKind,
  role: BundleAsset['role'],
  mediaType: string,
  text: string | Uint8Array,
): GatheredAsset {
  const content = Buffer.from(text);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, kind, role, mediaType, content, sha256, bytes: content.length, included: true };
}

/** Paths in a folder for names that may repeat: the second `a.pdf` is `2-a.pdf`. */
export function uniquePaths(folder: string): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const clean = segment(name);
    let path = `${folder}/${clean}`;
    for (let count = 2; taken.has(path); count++) path = `${folder}/${count}-${clean}`;
    taken.add(path);
    return path;
  };
}

/** A name as one part of a path that no shell, `sha256sum` or file system reads as more than a name. */
export function segment(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '_')
    .trim()
    .replace(/^\.+/, '_');
  const characters = [...clean];
  // From the end: an extension says what a file is.
  while (Buffer.byteLength(characters.join('')) > longestSegment) characters.shift();
  return characters.join('') || 'file';
}

function ofWork(file: WorkAsset): GatheredAsset {
  const { asset } = file;
  const name = segment(asset.filename);
  const episode = file.kind === 'cover' ? '' : `files/episodes/${String(file.episode).padStart(4, '0')}`;
  const path =
    file.kind === 'cover'
      ? `files/cover/${name}`
      : file.kind === 'episode_video'
        ? `${episode}/${name}`
        : `${episode}/subtitles/${segment(file.language)}/${name}`;
  return {
    path,
    bytes: asset.sizeBytes,
    sha256: asset.sha256,
    mediaType: asset.mediaType.slice(0, 100),
    role: 'work',
    included: file.kind !== 'episode_video',
    kind: file.kind,
    content: null,
  };
}

/** What is said in the original language, an episode after another; nothing where no episode has subtitles. */
async function dialogueOf(parts: RightsParts, trx: Trx, organisationId: string, files: readonly WorkAsset[]): Promise<string> {
  const spoken = new Set(files.filter(({ kind }) => kind === 'subtitle').map((file) => (file as { episodeId: string }).episodeId));
  let text = '';
  for (const episodeId of spoken) {
    const cues = (await parts.catalog.listCuesForWords(trx, organisationId, episodeId)) ?? [];
    for (const cue of cues) text += `${cue.text.replaceAll('\r', '')}\n`;
    if (text.length > mostDialogue) return text.slice(0, mostDialogue);
  }
  return text;
}

function withinBundle(assets: readonly GatheredAsset[]): GatheredAsset[] {
  let files = 0;
  let bytes = 0;
  return assets.map((asset) => {
    if (!asset.included) return asset;
    const fits = files < mostCarried.files && bytes + asset.bytes <= mostCarried.bytes;
    if (!fits) return { ...asset, included: false };
    files += 1;
    bytes += asset.bytes;
    return asset;
  });
}
