/**
 * An OpenAI-compatible server of the real protocol over HTTP, which behaves well or badly as each test asks: one behaviour
 * for each request in turn, the last one for all that follow.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AiEndpoint } from '../../src/platform/ai/index.ts';

export type ChatBehaviour =
  | { kind: 'answer'; content: string; finishReason?: string }
  | { kind: 'fenced' | 'prose' | 'truncated'; content: string }
  | { kind: 'not_utf8' | 'wrong_content_type' | 'hang_up' | 'never' | 'half_then_never' | 'no_choices' | 'empty' | 'not_json' }
  | { kind: 'huge'; bytes: number }
  | { kind: 'status'; status: number; retryAfter?: string }
  | { kind: 'redirect'; to: string };

export type SpeechBehaviour =
  | Exclude<ChatBehaviour, { kind: 'fenced' | 'prose' | 'truncated' | 'answer' | 'no_choices' }>
  | { kind: 'answer'; body: string; contentType?: string }
  | { kind: 'refuse_format'; formats: string[]; body: string; contentType?: string };

type SeenChat = {
  authorization: string | null;
  body: { model: string; messages: { role: string; content: string }[]; response_format?: { type: string } };
};
export type SeenSpeech = { authorization: string | null; fields: Record<string, string>; file: { name: string; bytes: Uint8Array } };
export type AiServer = {
  endpoint(overrides?: Partial<AiEndpoint>): AiEndpoint;
  chats: SeenChat[];
  speeches: SeenSpeech[];
  /** Requests whose connection the client gave up. */
  abandoned(): number;
  close(): Promise<void>;
};

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function completion(content: string, finishReason = 'stop'): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'test',
    choices: [{ index: 0, finish_reason: finishReason, message: { role: 'assistant', content } }],
    usage: { total_tokens: 1 },
  });
}

const json = (response: ServerResponse, body: string | Buffer, contentType = 'application/json'): void => {
  response.writeHead(200, { 'content-type': contentType });
  response.end(body);
};

/** The ways of misbehaving that chat and speech share; false where the behaviour is none of them. */
function misbehave(behaviour: ChatBehaviour | SpeechBehaviour, response: ServerResponse): boolean {
  switch (behaviour.kind) {
    case 'not_utf8':
      json(response, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
      return true;
    case 'wrong_content_type':
      json(response, '<html><body>Welcome</body></html>', 'text/html; charset=utf-8');
      return true;
    case 'not_json':
      json(response, 'this is no JSON');
      return true;
    case 'empty':
      json(response, '');
      return true;
    case 'hang_up':
      response.destroy();
      return true;
    case 'never':
      return true;
    case 'half_then_never':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":[{"message":{"content":"');
      return true;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.alloc(behaviour.bytes, 0x20));
      return true;
    case 'status':
      response.writeHead(behaviour.status, {
        'content-type': 'application/json',
        ...(behaviour.retryAfter === undefined ? {} : { 'retry-after': behaviour.retryAfter }),
      });
      response.end(JSON.stringify({ error: { message: `status ${behaviour.status}` } }));
      return true;
    case 'redirect':
      response.writeHead(307, { location: behaviour.to });
      response.end();
      return true;
    default:
      return false;
  }
}

function answerChat(behaviour: ChatBehaviour, response: ServerResponse): void {
  if (misbehave(behaviour, response)) return;
  switch (behaviour.kind) {
    case 'answer':
      return json(response, completion(behaviour.content, behaviour.finishReason));
    case 'fenced':
      return json(response, completion(`\`\`\`json\n${behaviour.content}\n\`\`\``));
    case 'prose':
      return json(response, completion(`Sure! Here is what I found:\n${behaviour.content}\nI hope this helps.`));
    case 'truncated':
      return json(response, completion(behaviour.content.slice(0, Math.floor(behaviour.content.length * 0.7)), 'length'));
    case 'no_choices':
      return json(response, JSON.stringify({ object: 'chat.completion', choices: [] }));
    default:
      throw new Error('unknown behaviour');
  }
}

async function readForm(request: IncomingMessage, body: Buffer): Promise<Pick<SeenSpeech, 'fields' | 'file'>> {
  const form = await new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  const fields: Record<string, string> = {};
  let file: SeenSpeech['file'] = { name: '', bytes: new Uint8Array() };
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return { fields, file };
}

function answerSpeech(behaviour: SpeechBehaviour, seen: SeenSpeech, response: ServerResponse): void {
  if (misbehave(behaviour as ChatBehaviour, response)) return;
  if (behaviour.kind === 'answer') return json(response, behaviour.body, behaviour.contentType);
  if (behaviour.kind !== 'refuse_format') throw new Error('unknown behaviour');
  if (behaviour.formats.includes(seen.fields['response_format'] ?? '')) {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'response_format is not supported' } }));
    return;
  }
  json(response, behaviour.body, behaviour.contentType);
}

/** Starts the server on a free port of the loopback; `close` ends every connection. */
export async function startAiServer(
  plan: { chat?: ChatBehaviour[]; speech?: (SpeechBehaviour | ((seen: SeenSpeech, index: number) => SpeechBehaviour))[] } = {},
): Promise<AiServer> {
  const chats: SeenChat[] = [];
  const speeches: SeenSpeech[] = [];
  let abandoned = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    const body = await readBody(request);
    const authorization = request.headers.authorization ?? null;
    if (request.url === '/v1/chat/completions' && plan.chat?.length) {
      chats.push({ authorization, body: JSON.parse(body.toString('utf8')) as SeenChat['body'] });
      return answerChat(plan.chat[Math.min(chats.length, plan.chat.length) - 1]!, response);
    }
    if (request.url === '/v1/audio/transcriptions' && plan.speech?.length) {
      const seen: SeenSpeech = { authorization, ...(await readForm(request, body)) };
      speeches.push(seen);
      const behaviour = plan.speech[Math.min(speeches.length, plan.speech.length) - 1]!;
      return answerSpeech(typeof behaviour === 'function' ? behaviour(seen, speeches.length - 1) : behaviour, seen, response);
    }
    response.writeHead(404).end();
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    chats,
    speeches,
    abandoned: () => abandoned,
    endpoint: (overrides = {}) => ({
      baseUrl: `http://127.0.0.1:${port}/v1`,
      apiKey: 'sk-test-secret',
      model: 'test-model',
      timeoutMs: 5000,
      concurrency: 2,
      structured: 'json_schema',
      maxAnswerBytes: 200_000,
      ...overrides,
    }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
