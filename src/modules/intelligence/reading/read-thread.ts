/** A reading thread: see thread.ts. */
import { readClaims } from '../claims/read.ts';
import { signatureOf } from '../families/signature.ts';
import { readProgrammes } from '../programmes/read.ts';
import { answerIn } from '../service/thread-side.ts';
import type { ReadDocument } from './document.ts';
import { readFile } from './read.ts';
import type { Found, ReadAsk, ReadWork } from './thread.ts';

answerIn<ReadAsk, ReadWork | Found>(async ([ask]) => {
  const findIn = (document: ReadDocument): Found => {
    const claims = readClaims(document);
    return { claims, programmes: ask!.programmes ? readProgrammes(document, claims) : [] };
  };
  if (ask!.kind === 'document') return findIn(ask!.document);
  const file = await readFile(ask!.bytes, ask!.hints);
  const found = file.documents.map(findIn);
  return {
    file,
    claims: found.map(({ claims }) => claims),
    programmes: found.map(({ programmes }) => programmes),
    signatures: file.documents.map(signatureOf),
  };
});
