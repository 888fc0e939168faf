/** Which documents at one address give way to which: what was seen there last stands, whatever was read first. Pure. */

/** A document as it stood at an address. */
export type Standing = {
  id: string;
  /** Names the address. */
  place: string;
  fileId: string;
  /** When its file was fetched there last, in milliseconds. */
  seenAtMs: number;
  /** As it was read. */
  title: string;
  /** Its place in the file. */
  position: number;
};
export type Replacing = { formerId: string; heirId: string };

/** The document that takes the place of another: the one of its title, else of its position, else the first. */
export function heirOf<One extends Pick<Standing, 'title' | 'position'>>(
  former: Pick<Standing, 'title' | 'position'>,
  heirs: readonly One[],
): One {
  return heirs.find(({ title }) => title === former.title) ?? heirs.find(({ position }) => position === former.position) ?? heirs[0]!;
}

/** Of each address all documents but those of the file that was seen there last, each with what takes its place. */
export function replacingOf(standing: readonly Standing[]): Replacing[] {
  return [...Map.groupBy(standing, ({ place }) => place).values()].flatMap((here) => {
    const last = here.reduce((best, one) =>
      one.seenAtMs > best.seenAtMs || (one.seenAtMs === best.seenAtMs && one.fileId > best.fileId) ? one : best,
    );
    const heirs = here.filter(({ fileId }) => fileId === last.fileId);
    return here.filter(({ fileId }) => fileId !== last.fileId).map((former) => ({ formerId: former.id, heirId: heirOf(former, heirs).id }));
  });
}
