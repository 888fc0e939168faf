/**
 * A 剪映 (JianYing) draft: a folder with two JSON files and the media in it. Field names and units are those that
 * JianYing 5.9 writes and later versions open: microseconds everywhere, sizes as shares of the canvas. Pure.
 */
import { createHash } from 'node:crypto';
import { flattenCues } from '../clips/timeline.ts';
import type { Recipe } from '../contract.ts';
import type { Edit, EditPiece, EditSource } from './edit.ts';
import { frameMs } from './edit.ts';
import { emptyMaterials, projectConfig } from './jianying-skeleton.ts';

/** JianYing puts the draft's own folder in its place, wherever the draft is moved to. */
export const draftPathPlaceholder = '##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##';
const mediaFolder = 'materials/video';

export type DraftFolder = {
  files: { path: string; text: string }[];
  /** Media to be put into the folder: a source's path and where it goes, with forward slashes. */
  media: { from: string; to: string }[];
};
type Json = Record<string, unknown>;

/** The draft's files. `savedAtMs` is what its list of drafts shows. */
export function toJianyingDraft(edit: Edit, recipe: Recipe, savedAtMs: number): DraftFolder {
  const id = idMaker(`${edit.name}/${JSON.stringify(edit.pieces.map((p) => [p.source.key, p.sourceIn, p.sourceOut]))}`);
  const names = mediaNames(edit.sources);
  const videos = new Map(
    edit.sources.map((source) => [
      source.key,
      videoMaterial(source, id(`video/${source.key}`), `${draftPathPlaceholder}/${mediaFolder}/${names.get(source.key)!}`),
    ]),
  );
  const extras = edit.pieces.map((_, index) => ({
    speed: id(`speed/${index}`),
    canvas: id(`canvas/${index}`),
    channel: id(`channel/${index}`),
    animation: id(`animation/${index}`),
  }));
  // Stretches under a microsecond are the dust of adding up; as segments they would overlap.
  const captions = flattenCues(edit.cues)
    .filter((cue) => us(cue.endMs) > us(cue.startMs))
    .map((cue, index) => ({ ...cue, material: id(`text/${index}`), segment: id(`text-segment/${index}`) }));
  const opening = edit.openingLine
    ? [{ startMs: 0, endMs: edit.openingLine.endMs, text: edit.openingLine.text, material: id('opening'), segment: id('opening-segment') }]
    : [];
  const durationUs = us(frameMs(edit.frames, edit.rate));
  const content = {
    canvas_config: {
      width: edit.width,
      height: edit.height,
      ratio: edit.width * 16 === edit.height * 9 ? '9:16' : edit.width * 9 === edit.height * 16 ? '16:9' : 'original',
    },
    color_space: 0,
    config: projectConfig(),
    cover: null,
    create_time: Math.floor(savedAtMs / 1000),
    duration: durationUs,
    extra_info: null,
    fps: edit.rate.num / edit.rate.den,
    free_render_index_mode_on: false,
    group_container: null,
    id: id('draft'),
    keyframe_graph_list: [],
    keyframes: { adjusts: [], audios: [], effects: [], filters: [], handwrites: [], stickers: [], texts: [], videos: [] },
    last_modified_platform: { app_id: 3704, app_source: 'lv', app_version: '5.9.0', os: 'windows' },
    materials: {
      ...emptyMaterials(),
      videos: [...videos.values()],
      speeds: extras.map((extra) => ({ curve_speed: null, id: extra.speed, mode: 0, speed: 1, type: 'speed' })),
      canvases: extras.map((extra) => ({
        album_image: '',
        blur: recipe.reframe.mode === 'blur_fill' ? 0.375 : 0,
        color: '',
        id: extra.canvas,
        image: '',
        image_id: '',
        image_name: '',
        source_platform: 0,
        team_id: '',
        type: recipe.reframe.mode === 'blur_fill' ? 'canvas_blur' : 'canvas_color',
      })),
      sound_channel_mappings: extras.map((extra) => ({ audio_channel_mapping: 0, id: extra.channel, is_config_open: false, type: 'none' })),
      texts: [
        ...captions.map((caption) => textMaterial(caption.text, caption.material, 'subtitle', 8)),
        ...opening.map((line) => textMaterial(line.text, line.material, 'text', 12)),
      ],
    },
    mutable_config: null,
    name: edit.name,
    new_version: '110.0.0',
    platform: { app_id: 3704, app_source: 'lv', app_version: '5.9.0', os: 'windows' },
    relationships: [],
    render_index_track_mode_on: false,
    retouch_cover: null,
    source: 'default',
    static_cover_image_path: '',
    time_marks: null,
    tracks: [
      track(
        'video',
        id('track/video'),
        edit.pieces.map((piece, index) =>
          videoSegment(edit, piece, recipe, String(videos.get(piece.source.key)!.id), id(`segment/${index}`), extras[index]!),
        ),
      ),
      ...(captions.length > 0
        ? [
            track(
              'text',
              id('track/captions'),
              captions.map((caption) =>
                textSegment(caption, 14_000, recipe.captions.position === 'top' ? 0.76 : recipe.captions.position === 'middle' ? 0 : -0.58),
              ),
            ),
          ]
        : []),
      ...(opening.length > 0
        ? [
            track(
              'text',
              id('track/opening'),
              opening.map((line) => textSegment(line, 15_000, 0.62)),
            ),
          ]
        : []),
    ],
    update_time: Math.floor(savedAtMs / 1000),
    version: 360_000,
  };
  return {
    files: [
      { path: 'draft_content.json', text: JSON.stringify(content) },
      { path: 'draft_meta_info.json', text: JSON.stringify(metaInfo(edit, id('draft'), videos, names, durationUs, savedAtMs)) },
    ],
    media: edit.sources.map((source) => ({ from: source.path, to: `${mediaFolder}/${names.get(source.key)!}` })),
  };
}

const us = (ms: number): number => Math.round(ms * 1000);

/** Ids that are the same for the same draft, in the form of JianYing's own. */
function idMaker(seed: string): (name: string) => string {
  return (name) => {
    const hex = createHash('sha256').update(`${seed}\n${name}`).digest('hex').toUpperCase();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

/** Names in the draft's folder: what Windows forbids is replaced, equal names are numbered. */
function mediaNames(sources: EditSource[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    sources.map((source) => {
      // oxlint-disable-next-line no-control-regex
      const clean = source.name.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_').replace(/[. ]+$/, '') || 'video.mp4';
      const dot = clean.lastIndexOf('.');
      const [stem, ending] = dot > 0 ? [clean.slice(0, dot), clean.slice(dot)] : [clean, ''];
      let name = clean;
      for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}${ending}`;
      taken.add(name.toLowerCase());
      return [source.key, name];
    }),
  );
}

function videoMaterial(source: EditSource, id: string, path: string): Json & { id: string } {
  const { width, height } = source.facts;
  return {
    audio_fade: null,
    category_id: '',
    category_name: 'local',
    check_flag: 63_487,
    crop: {
      lower_left_x: 0,
      lower_left_y: 1,
      lower_right_x: 1,
      lower_right_y: 1,
      upper_left_x: 0,
      upper_left_y: 0,
      upper_right_x: 1,
      upper_right_y: 0,
    },
    crop_ratio: 'free',
    crop_scale: 1,
    duration: us(frameMs(source.frames, source.rate)),
    extra_type_option: 0,
    has_audio: source.facts.audio !== null,
    height,
    id,
    local_material_id: '',
    material_id: id,
    material_name: source.name,
    media_path: '',
    path,
    source: 0,
    source_platform: 0,
    stable: { matrix_path: '', stable_level: 0, time_range: { duration: 0, start: 0 } },
    type: 'video',
    video_algorithm: { algorithms: [], path: '', time_range: null },
    width,
  };
}

function videoSegment(
  edit: Edit,
  piece: EditPiece,
  recipe: Recipe,
  material: string,
  id: string,
  extra: { speed: string; canvas: string; channel: string },
): Json {
  const start = us(frameMs(piece.start, edit.rate));
  const duration = us(frameMs(piece.end, edit.rate)) - start;
  return {
    ...segmentBase(id, material, start, duration, 0),
    // The same length on both sides: a microsecond of difference would count as a change of speed.
    source_timerange: { start: us(frameMs(piece.sourceIn, piece.source.rate)), duration },
    clip: {
      alpha: 1,
      flip: { horizontal: false, vertical: false },
      rotation: 0,
      scale: scaleOf(edit, piece, recipe),
      transform: { x: 0, y: 0 },
    },
    uniform_scale: { on: true, value: 1 },
    speed: 1,
    volume: Math.round(10 ** (piece.gainDb / 20) * 10_000) / 10_000,
    last_nonzero_volume: 1,
    extra_material_refs: [extra.speed, extra.canvas, extra.channel],
    hdr_settings: { intensity: 1, mode: 1, nits: 1000 },
    enable_adjust: true,
    enable_color_curves: true,
    enable_color_wheels: true,
    enable_lut: true,
  };
}

/** A scale of 1 fits the picture into the canvas; filling it takes the ratio of the shapes. */
function scaleOf(edit: Edit, piece: EditPiece, recipe: Recipe): { x: number; y: number } {
  const { width, height } = piece.source.facts;
  if (height === 0 || (recipe.reframe.mode !== 'centre' && recipe.reframe.mode !== 'follow')) return { x: 1, y: 1 };
  const ratio = edit.width / edit.height / (width / height);
  const scale = Math.round(Math.max(ratio, 1 / ratio) * 1e6) / 1e6;
  return { x: scale, y: scale };
}

function segmentBase(id: string, material: string, start: number, duration: number, renderIndex: number): Json {
  return {
    id,
    material_id: material,
    target_timerange: { start, duration },
    render_index: renderIndex,
    track_render_index: 0,
    track_attribute: 0,
    visible: true,
    reverse: false,
    common_keyframes: [],
    keyframe_refs: [],
    group_id: '',
    intensifies_audio: false,
    is_placeholder: false,
    is_tone_modify: false,
    template_id: '',
    template_scene: 'default',
    cartoon: false,
    caption_info: null,
    responsive_layout: { enable: false, horizontal_pos_layout: 0, size_layout: 0, target_follow: '', vertical_pos_layout: 0 },
  };
}

function textSegment(text: { startMs: number; endMs: number; material: string; segment: string }, renderIndex: number, y: number): Json {
  const start = us(text.startMs);
  return {
    ...segmentBase(text.segment, text.material, start, us(text.endMs) - start, renderIndex),
    source_timerange: null,
    speed: 1,
    volume: 1,
    extra_material_refs: [],
    clip: { alpha: 1, flip: { horizontal: false, vertical: false }, rotation: 0, scale: { x: 1, y: 1 }, transform: { x: 0, y } },
    uniform_scale: { on: true, value: 1 },
  };
}

function textMaterial(text: string, id: string, type: 'subtitle' | 'text', size: number): Json {
  // Ranges count UTF-16 units, as the editor's own strings do.
  const content = {
    text,
    styles: [
      {
        fill: { alpha: 1, content: { render_type: 'solid', solid: { alpha: 1, color: [1, 1, 1] } } },
        strokes: [{ alpha: 1, content: { render_type: 'solid', solid: { alpha: 1, color: [0, 0, 0] } }, width: 0.08 }],
        range: [0, text.length],
        size,
        bold: true,
        italic: false,
        underline: false,
      },
    ],
  };
  return {
    id,
    type,
    content: JSON.stringify(content),
    alignment: 1,
    typesetting: 0,
    letter_spacing: 0,
    line_spacing: 0.02,
    line_feed: 1,
    line_max_width: 0.82,
    force_apply_line_max_width: false,
    check_flag: 15,
    global_alpha: 1,
    text_color: '#FFFFFF',
    border_color: '#000000',
    border_width: 0.08,
    font_size: size,
    font_path: '',
    font_name: '',
    add_type: type === 'subtitle' ? 2 : 0,
    has_shadow: false,
    background_alpha: 1,
    background_color: '',
    background_style: 0,
  };
}

function track(type: 'video' | 'text', id: string, segments: Json[]): Json {
  return { attribute: 0, flag: 0, id, is_default_name: true, name: '', segments, type };
}

function metaInfo(
  edit: Edit,
  id: string,
  videos: Map<string, Json & { id: string }>,
  names: Map<string, string>,
  durationUs: number,
  savedAtMs: number,
): Json {
  const listed = edit.sources.map((source) => ({
    create_time: Math.floor(savedAtMs / 1000),
    duration: us(frameMs(source.frames, source.rate)),
    extra_info: source.name,
    file_Path: `${draftPathPlaceholder}/${mediaFolder}/${names.get(source.key)!}`,
    height: source.facts.height,
    id: videos.get(source.key)!.id,
    import_time: Math.floor(savedAtMs / 1000),
    import_time_ms: savedAtMs * 1000,
    item_source: 1,
    md5: '',
    metetype: 'video',
    roughcut_time_range: { duration: -1, start: -1 },
    sub_time_range: { duration: -1, start: -1 },
    type: 0,
    width: source.facts.width,
  }));
  return {
    draft_cloud_last_action_download: false,
    draft_cloud_materials: [],
    draft_cover: '',
    draft_enterprise_info: { draft_enterprise_extra: '', draft_enterprise_id: '', draft_enterprise_name: '', enterprise_material: [] },
    draft_fold_path: '',
    draft_id: id,
    draft_is_ai_packaging_used: false,
    draft_is_ai_shorts: false,
    draft_is_ai_translate: false,
    draft_is_article_video_draft: false,
    draft_is_from_deeplink: 'false',
    draft_is_invisible: false,
    draft_materials: [0, 1, 2, 3, 6, 7, 8].map((type) => ({ type, value: type === 0 ? listed : [] })),
    draft_materials_copied_info: [],
    draft_name: edit.name,
    draft_new_version: '',
    draft_removable_storage_device: '',
    draft_root_path: '',
    draft_segment_extra_info: [],
    draft_timeline_materials_size_: 0,
    draft_type: '',
    tm_draft_cloud_completed: '',
    tm_draft_cloud_modified: 0,
    tm_draft_create: savedAtMs * 1000,
    tm_draft_modified: savedAtMs * 1000,
    tm_draft_removed: 0,
    tm_duration: durationUs,
  };
}
