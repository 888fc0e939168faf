/** Filmstrip: small pictures at even distances on one JPEG sheet, for the timeline under a player. */
import { writeSheet } from '../jpeg.ts';
import type { Planes, SheetFacts } from '../jpeg.ts';
import type { Listener, ListenerFactory, Picture } from '../types.ts';

export type FilmstripOptions = {
  /** Where the sheet is written. */
  path: string;
  /** Of a tile, in pixels; 160 by default. */
  longestSide?: number;
  /** Distance of the tiles at first; 1000 by default. */
  everyMs?: number;
  /** Twice this many pictures are never held; 240 by default, about 2.5 megapixels of a tall picture. */
  maxTiles?: number;
};
/** `everyMs` is the distance in the end: doubled until the tiles fit. Null where the file has no picture. */
export type Filmstrip = (SheetFacts & { everyMs: number }) | null;

const createFilmstrip: ListenerFactory<FilmstripOptions, Filmstrip> = ({
  path,
  longestSide = 160,
  everyMs: firstEveryMs = 1000,
  maxTiles = 240,
}): Listener<Filmstrip> => {
  let everyMs = firstEveryMs;
  let tiles: Planes[] = [];
  let nextMs = 0;
  return {
    picture: { longestSide, everyMs },
    onPicture(picture) {
      // Tile n is the first picture at or after n × everyMs; over a hole in the picture the tile before is repeated.
      while (picture.atMs + 0.5 >= nextMs) {
        const held = nextMs + everyMs <= picture.atMs && tiles.length > 0 ? tiles.at(-1)! : copy(picture);
        tiles.push(held);
        nextMs += everyMs;
        if (tiles.length > maxTiles) {
          tiles = tiles.filter((_, index) => index % 2 === 0);
          everyMs *= 2;
          nextMs = tiles.length * everyMs;
        }
      }
    },
    async finish() {
      const first = tiles[0];
      if (!first) return null;
      const sheet = await writeSheet(path, { tileWidth: first.width, tileHeight: first.height }, tiles.length, (index) => tiles[index]!);
      return { ...sheet, everyMs };
    },
  };
};

function copy({ width, height, y, u, v }: Picture): Planes {
  return { width, height, y: y.slice(), u: u.slice(), v: v.slice() };
}

export default createFilmstrip;
