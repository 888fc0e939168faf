/** Filter graphs: one picture in, one picture out. */
import { AV_BUFFERSRC_FLAG_KEEP_REF } from 'node-av/constants';
import type { AVColorRange, AVColorSpace } from 'node-av/constants';
import { Filter, FilterGraph, Frame, avGetPixFmtName } from 'node-av/lib';
import type { AVPixelFormat } from 'node-av/constants';
import type { Rational, VideoFacts } from '../../../platform/media/types.ts';
import { check } from './reader.ts';

export type Graph = {
  /** The filtered picture, valid until the next call. The caller keeps its own reference to `frame`. */
  run(frame: Frame, tick: number): Frame;
  command(filter: string, name: string, value: string): void;
  free(): void;
};

type InputShape = { width: number; height: number; format: string; timeBase: Rational };

function wrap(graph: FilterGraph): Graph {
  const source = graph.getFilter('buffer@in')!;
  const sink = graph.getFilter('buffersink@out')!;
  check(graph.configSync(), 'configure filters');
  const out = new Frame();
  out.alloc();
  return {
    run(frame, tick) {
      frame.pts = BigInt(tick);
      out.unref();
      check(source.buffersrcAddFrameSync(frame, AV_BUFFERSRC_FLAG_KEEP_REF), 'filter picture');
      check(sink.buffersinkGetFrameSync(out), 'take filtered picture');
      return out;
    },
    command: (filter, name, value) => void graph.sendCommand(filter, name, value),
    free() {
      out.free();
      graph.free();
    },
  };
}

const bufferOf = (shape: InputShape, extra = ''): string =>
  `buffer@in=video_size=${shape.width}x${shape.height}:pix_fmt=${shape.format}:time_base=${shape.timeBase.num}/${shape.timeBase.den}:pixel_aspect=1/1${extra}`;

/** A graph from FFmpeg's own description; only numbers that we worked out go in, never a path or a text. */
export function describedGraph(shape: InputShape, description: string, threads: number, extra = ''): Graph {
  const graph = new FilterGraph();
  graph.alloc();
  graph.nbThreads = threads;
  check(graph.parsePtr(`${bufferOf(shape, extra)},${description},buffersink@out`), 'parse filters');
  return wrap(graph);
}

/** A graph that draws an ASS document. Paths are set as options and never parsed, so they may hold anything. */
export function assGraph(shape: InputShape, assFile: string, fontsFolder: string): Graph {
  const graph = new FilterGraph();
  graph.alloc();
  graph.nbThreads = 1;
  check(graph.parsePtr(`${bufferOf(shape, ':colorspace=bt709:range=tv')},null@first`), 'parse filters');
  const ass = graph.allocFilter(Filter.getByName('ass')!, 'ass')!;
  check(ass.setOption('filename', assFile), 'caption file');
  check(ass.setOption('fontsdir', fontsFolder), 'fonts folder');
  check(ass.setOption('shaping', 'complex'), 'shaping');
  check(ass.initStr(null), 'open captions');
  const sink = graph.createFilter(Filter.getByName('buffersink')!, 'buffersink@out', null)!;
  check(graph.getFilter('null@first')!.link(0, ass, 0), 'link captions');
  check(ass.link(0, sink, 0), 'link captions');
  return wrap(graph);
}

export type FrameShape = {
  width: number;
  height: number;
  format: AVPixelFormat;
  matrix: AVColorSpace;
  range: AVColorRange;
  transfer: number;
  primaries: number;
};
export type Fit = { mode: 'centre' | 'follow' | 'blur_fill' | 'none'; width: number; height: number };
export type Geometry = {
  /** FFmpeg's description, or null when the picture goes through untouched. */
  description: string | null;
  extra: string;
  /** The freedom of the crop in pixels of the upright source: the filter `crop@follow` takes x and y in it. */
  travel: { x: number; y: number; cropWidth: number; cropHeight: number; width: number; height: number } | null;
};

const matrixNames: Record<number, string> = {
  1: 'bt709',
  4: 'fcc',
  5: 'bt470bg',
  6: 'smpte170m',
  7: 'smpte240m',
  9: 'bt2020nc',
  10: 'bt2020c',
};
const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** The size of a clip that keeps its source's picture: even numbers, a single odd row or column left out. */
export function keptSize(video: VideoFacts): { width: number; height: number } {
  return { width: Math.max(2, video.width - (video.width % 2)), height: Math.max(2, video.height - (video.height % 2)) };
}

/** How pictures of this shape become the clip's: turned upright, made square, cut or fitted, 8 bits, BT.709, limited range. */
export function planGeometry(shape: FrameShape, video: VideoFacts, fit: Fit): Geometry {
  const steps: string[] = [];
  if (video.rotation === 90) steps.push('transpose=clock');
  if (video.rotation === 180) steps.push('hflip', 'vflip');
  if (video.rotation === 270) steps.push('transpose=cclock');
  const turned = video.rotation === 90 || video.rotation === 270;
  const [width, height] = turned ? [shape.height, shape.width] : [shape.width, shape.height];
  const pixelAspect = video.width / width / (video.height / height);
  const colour = colourSteps(shape);
  let travel: Geometry['travel'] = null;
  const scaleTo = (w: number, h: number): string => `scale=${w}:${h}:flags=bicubic+accurate_rnd${colour.options}`;
  let identity = false;
  if (fit.mode === 'centre' || fit.mode === 'follow') {
    const cropWidth = Math.min(width, (height * fit.width) / fit.height / pixelAspect);
    const cropHeight = Math.min(height, (width * pixelAspect * fit.height) / fit.width);
    const [w, h] = [Math.min(width, even(cropWidth)), Math.min(height, even(cropHeight))];
    identity = w === width && h === height && w === fit.width && h === fit.height;
    if (w < width || h < height) {
      travel = { x: width - w, y: height - h, cropWidth: w, cropHeight: h, width, height };
      steps.push(`crop@follow=${w}:${h}:${Math.round((width - w) / 2)}:${Math.round((height - h) / 2)}:exact=1`);
    }
    if (!identity) steps.push(scaleTo(fit.width, fit.height));
  } else if (fit.mode === 'blur_fill' && Math.abs((video.width * fit.height) / (video.height * fit.width) - 1) > 0.01) {
    steps.push(blurFill(video, fit, scaleTo));
  } else if (pixelAspect > 0.99 && pixelAspect < 1.01 && width - (width % 2) === fit.width && height - (height % 2) === fit.height) {
    identity = width === fit.width && height === fit.height;
    if (!identity) steps.push(`crop=${fit.width}:${fit.height}:0:0`);
  } else {
    const scale = Math.min(fit.width / video.width, fit.height / video.height);
    const [w, h] = [Math.min(fit.width, even(video.width * scale)), Math.min(fit.height, even(video.height * scale))];
    steps.push(scaleTo(w, h));
    if (w !== fit.width || h !== fit.height)
      steps.push(`pad=${fit.width}:${fit.height}:${(((fit.width - w) / 4) | 0) * 2}:${(((fit.height - h) / 4) | 0) * 2}:black`);
  }
  if (colour.convert && !steps.some((step) => step.includes('scale='))) steps.push(scaleTo(fit.width, fit.height));
  const all = [...colour.before, ...steps];
  return {
    description: all.length === 0 ? null : [...all, 'format=yuv420p'].join(','),
    extra: `:colorspace=${matrixNames[shape.matrix as number] ?? 'bt709'}:range=${(shape.range as number) === 2 ? 'pc' : 'tv'}`,
    travel,
  };
}

/** The picture in full, over itself enlarged, blurred and darkened. The ground is blurred at an eighth of the size: nobody can tell, and it costs a sixtieth. */
function blurFill(video: VideoFacts, fit: Fit, scaleTo: (w: number, h: number) => string): string {
  const cover = Math.max(fit.width / video.width, fit.height / video.height) / 8;
  const scale = Math.min(fit.width / video.width, fit.height / video.height);
  const [groundWidth, groundHeight] = [even(fit.width / 8), even(fit.height / 8)];
  const ground = `${scaleTo(Math.max(groundWidth, even(video.width * cover)), Math.max(groundHeight, even(video.height * cover)))},format=yuv420p,crop=${groundWidth}:${groundHeight},gblur=sigma=5:steps=2,lutyuv=y=val*0.62+6,scale=${fit.width}:${fit.height}:flags=bilinear`;
  return `split[front][back];[back]${ground}[ground];[front]${scaleTo(Math.min(fit.width, even(video.width * scale)), Math.min(fit.height, even(video.height * scale)))},format=yuv420p[picture];[ground][picture]overlay=(W-w)/2:(H-h)/2:format=yuv420`;
}

/**
 * What must change of the colours. Untagged pictures count as BT.709: short dramas are born digital. High dynamic range
 * is brought down with Hable's curve, the usual choice for faces.
 */
function colourSteps(shape: FrameShape): { before: string[]; options: string; convert: boolean } {
  const highRange = shape.transfer === 16 || shape.transfer === 18;
  const transfer = shape.transfer === 18 ? 'arib-std-b67' : 'smpte2084';
  if (highRange) {
    return {
      before: [
        `zscale=tin=${transfer}:min=bt2020nc:pin=bt2020:t=linear:npl=203`,
        'format=gbrpf32le',
        'zscale=p=bt709',
        'tonemap=hable:desat=0',
        'zscale=t=bt709:m=bt709:r=tv',
        'format=yuv420p',
      ],
      options: '',
      convert: false,
    };
  }
  const matrix = matrixNames[shape.matrix as number] ?? 'bt709';
  const full = (shape.range as number) === 2;
  const convert = matrix !== 'bt709' || full || avGetPixFmtName(shape.format) !== 'yuv420p';
  return {
    before: [],
    options: convert
      ? `:in_color_matrix=${matrix === 'bt2020nc' || matrix === 'bt2020c' ? 'bt2020' : matrix}:out_color_matrix=bt709:in_range=${full ? 'pc' : 'tv'}:out_range=tv`
      : '',
    convert,
  };
}

export function shapeOf(frame: Frame): FrameShape {
  return {
    width: frame.width,
    height: frame.height,
    format: frame.format as AVPixelFormat,
    matrix: frame.colorSpace,
    range: frame.colorRange,
    transfer: frame.colorTrc as number,
    primaries: frame.colorPrimaries as number,
  };
}

export const formatName = (frame: Frame): string => avGetPixFmtName(frame.format as AVPixelFormat) ?? 'yuv420p';
