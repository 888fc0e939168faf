/**
 * Clients for any OpenAI-compatible endpoint: structured chat answers and speech to text. Off unless set.
 * Every call is bounded in size and time, repeated when that can help and cancellable; the key is never logged.
 */
export { createChatModel, repairable } from './chat.ts';
export type { ChatModel } from './chat.ts';
export type { AiTools } from './http.ts';
export { chatEndpoint, speechEndpoint } from './settings.ts';
export type { AiConnection, AiEndpoint, AiSettings } from './settings.ts';
export { createSpeechToText } from './transcribe.ts';
export type { SpeechToText, SpokenSegment } from './transcribe.ts';
