import type { z } from 'zod';
import { channelOffer, connectedChannels } from '../contract.ts';
import { createConnectionUses } from './connections.ts';
import { createKitUses } from './kit.ts';
import type { PublishingParts } from './parts.ts';
import { createPublicationUses } from './publications.ts';
import { createSendingUses } from './sending.ts';

type ChannelOffer = z.output<typeof channelOffer>;

const settingsOf: Record<(typeof connectedChannels)[number], readonly string[]> = {
  youtube: ['YOUTUBE_CLIENT_ID', 'YOUTUBE_CLIENT_SECRET'],
  tiktok: ['TIKTOK_CLIENT_KEY', 'TIKTOK_CLIENT_SECRET'],
};

export function createPublishingService(parts: PublishingParts) {
  const connections = createConnectionUses(parts);
  const publications = createPublicationUses(parts, connections);
  const sending = createSendingUses(parts, connections, publications);
  return {
    connections,
    publications,
    sending,
    kits: createKitUses(parts, publications),
    listChannels: (): ChannelOffer[] =>
      channelOffer.shape.channel.options.map((channel) => {
        const connected = connectedChannels.find((each) => each === channel);
        const ready = connected !== undefined && parts.channels.has(connected);
        return {
          channel,
          ways: ready ? ['connected', 'by_hand'] : ['by_hand'],
          triedLive: false,
          missingSettings: connected && !ready ? [...settingsOf[connected]] : [],
        };
      }),
  };
}
export type PublishingService = ReturnType<typeof createPublishingService>;
