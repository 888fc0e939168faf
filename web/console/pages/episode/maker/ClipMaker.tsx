export function ClipMaker(_: { seed: string; workId: string; workTitle: string; episodes: readonly unknown[]; episodeId: string | null; phone: boolean; onClose: () => void; onOpen: (seed: string) => void }) {
  return null;
}
