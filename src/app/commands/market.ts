import { readFile } from 'node:fs/promises';
import {
  answerFrom,
  bandsOf,
  checkClaims,
  createReader,
  explainHypothesis,
  positionIn,
  sameStory,
  taxonomy,
  type Claim,
  type Finding,
  type ReadDocument,
  type ReadWork,
} from '../../modules/intelligence/index.ts';
import { AppError, platformErrors } from '../../platform/errors.ts';
import { readArguments, type Command, type CommandIo } from '../command.ts';
import { appErrors } from '../errors.ts';
import { sentence, terminalTranslator } from '../sentences.ts';

type Failure = { file: string; error: { code: string; message: string } };
type Read = { file: string; work: ReadWork };
type Place = { file: string; start: number; end: number };

const usages = { claims: 'market claims FILE… [--json]', check: 'market check FILE… [--json]', ask: 'market ask QUESTION FILE… [--json]' };

export const command: Command = {
  name: 'market',
  summary: 'figures, contradictions and answers in what was saved of the market',
  help: `
hookline ${usages.claims}
hookline ${usages.check}
hookline ${usages.ask}

Reads HTML, PDF, DOCX, TXT and Markdown files, each of one document or several. Positions count in code points of the file (of the
text, for PDF and DOCX), end exclusive. Needs no database, no network and no model.

claims prints every figure that the documents claim. With --json [{file, documents: [{title, source, publishedAt, start, end, claims:
[{quote, start, end, metric, low, high, bound, unit, currency, period, region, entity, status, statusAsWorded, citations}]}]}]: values
in base units (3.68 billion yuan is low = high = 3680000000, currency CNY; a share of 68.4 % is 0.684), low or high null where open,
period as 2024, 2025-H1, 2025-06 or 2021..2024, status one of actual, estimate, forecast, target, policy. A file that fails becomes
{file, error: {code, message}}, and the exit is 1.

check looks at the documents of all files together and prints what cannot all be true, the gravest first. With --json [{kind, severity,
claims: [{file, start, end}], ratio, hypotheses: [{kind, explanation, support}]}], kind one of scale, period, status, growth, identity,
bound, range, entity, currency, source.

ask answers with sentences of the documents, or not at all. With --json {sentences: [{text, citations: [{file, start, end}]}]}.

Example: hookline market claims saved/topic-page.html --json
         hookline market check saved/*.txt --json
         hookline market ask "市场规模2024年是多少？" saved/*.txt`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { json: { type: 'boolean' } });
    const [action, ...rest] = positionals;
    if (action === 'claims') return claims(rest, values.json === true, io);
    if (action === 'check') return check(rest, values.json === true, io);
    if (action === 'ask') return ask(rest, values.json === true, io);
    throw appErrors.bad_usage({ reason: Object.values(usages).join(' | ') });
  },
};

async function claims(files: string[], json: boolean, io: CommandIo): Promise<number> {
  if (files.length === 0) throw appErrors.bad_usage({ reason: usages.claims });
  const results = await readAll(files, io);
  if (json) io.stdout(`${JSON.stringify(results.map(claimsDocument), null, 2)}\n`);
  else for (const result of results) if ('work' in result) io.stdout(writeClaims(result, io));
  return exitOf(results);
}

async function check(files: string[], json: boolean, io: CommandIo): Promise<number> {
  if (files.length === 0) throw appErrors.bad_usage({ reason: usages.check });
  const results = await readAll(files, io);
  const documents = documentsOf(results);
  const findings = checkClaims(documents).filter(({ disposition }) => disposition === 'contradiction');
  const placeOf = ({ document, claim }: Finding['claims'][number]): Place => {
    const { file, claims: own } = documents[document]!;
    return { file, start: own[claim]!.start, end: own[claim]!.end };
  };
  if (json) {
    const listed = findings.map(({ kind, severity, claims: refs, ratio, hypotheses }) => ({
      kind,
      severity,
      claims: refs.map(placeOf),
      ratio,
      hypotheses: hypotheses.map((hypothesis) => ({
        kind: hypothesis.kind,
        explanation: explainHypothesis(hypothesis, 'en'),
        support: hypothesis.support,
      })),
    }));
    io.stdout(`${JSON.stringify(listed, null, 2)}\n`);
  } else io.stdout(writeFindings(findings, documents, io));
  return exitOf(results);
}

async function ask([question, ...files]: string[], json: boolean, io: CommandIo): Promise<number> {
  if (question === undefined || question.trim() === '' || files.length === 0) throw appErrors.bad_usage({ reason: usages.ask });
  const results = await readAll(files, io);
  const documents = documentsOf(results);
  const { sentences } = answerFrom(question, documents);
  const answered = sentences.map(({ text, citations }) => ({
    text,
    citations: citations.map(({ document, paragraph, start, end }): Place => {
      const { file, document: read } = documents[document]!;
      const inside = read.paragraphs[paragraph]!;
      return { file, start: positionIn(inside, start), end: positionIn(inside, end) };
    }),
  }));
  if (json) io.stdout(`${JSON.stringify({ sentences: answered }, null, 2)}\n`);
  else
    io.stdout(
      answered.length === 0 ? `${terminalTranslator(io.env)('intelligence.command.no_answer')}\n` : answered.map(writeSentence).join(''),
    );
  return exitOf(results);
}

const exitOf = (results: readonly (Read | Failure)[]): number => (results.some((result) => 'error' in result) ? 1 : 0);

/** Each file by a thread that is bounded in memory and time, so that a hostile file costs its own place in the list and no other's. */
async function readAll(files: readonly string[], io: CommandIo): Promise<(Read | Failure)[]> {
  const reader = createReader({ threads: Math.min(2, files.length) });
  let done = 0;
  try {
    return await Promise.all(
      files.map(async (file): Promise<Read | Failure> => {
        try {
          return { file, work: await reader.read(await readFile(file), { name: file }, io.signal) };
        } catch (thrown) {
          io.signal.throwIfAborted();
          return failureOf(file, thrown, io);
        } finally {
          done += 1;
          if (io.interactive) io.stderr(`\r${done} / ${files.length}\u001b[K`);
        }
      }),
    );
  } finally {
    if (io.interactive) io.stderr('\r\u001b[K');
    await reader.close();
  }
}

function failureOf(file: string, thrown: unknown, io: CommandIo): Failure {
  const known = thrown instanceof AppError;
  const lost = typeof (thrown as NodeJS.ErrnoException).syscall === 'string';
  const error = known ? thrown : lost ? appErrors.file_not_found({ file }, thrown) : platformErrors.bug({}, thrown);
  const message = sentence(error, io.env);
  io.stderr(`hookline: ${file}: ${message}${error.kind === 'bug' ? `\n${(thrown as Error).stack ?? ''}` : ''}\n`);
  return { file, error: { code: error.code, message } };
}

function claimsDocument(result: Read | Failure) {
  if ('error' in result) return result;
  const { file, claims: found } = result.work;
  return {
    file: result.file,
    documents: file.documents.map(({ title, source, publishedAt, start, end }, at) => ({
      title,
      source,
      publishedAt,
      start,
      end,
      claims: found[at]!.map((claim) => ({
        quote: claim.quote,
        start: claim.start,
        end: claim.end,
        metric: claim.metric,
        low: claim.low,
        high: claim.high,
        bound: claim.bound,
        unit: claim.unit,
        currency: claim.currency,
        period: claim.period,
        region: claim.region,
        entity: claim.entity,
        status: claim.status,
        statusAsWorded: claim.statusAsWorded,
        citations: claim.citations,
        // More than scripts were promised, for whoever compares: what of the metric it is, and what growth and shares are of.
        measure: claim.measure,
        basePeriod: claim.basePeriod,
        shareOf: claim.shareOf,
      })),
    })),
  };
}

type Gathered = { file: string; document: ReadDocument; claims: readonly Claim[]; familyId: string };

/** The documents of all files, copies of one story under one family: a story that many printed is one source. */
function documentsOf(results: readonly (Read | Failure)[]): Gathered[] {
  const gathered: Gathered[] = [];
  const signatures: ReadWork['signatures'][number][] = [];
  const byBand = new Map<number, number[]>();
  for (const result of results) {
    if ('error' in result) continue;
    result.work.file.documents.forEach((document, at) => {
      const signature = result.work.signatures[at]!;
      const bands = bandsOf(signature);
      const index = gathered.length;
      const like = [...new Set(bands.flatMap((band) => byBand.get(band) ?? []))].toSorted((a, b) => a - b);
      const copy = like.find((other) => sameStory(signatures[other]!, signature));
      for (const band of bands) byBand.set(band, [...(byBand.get(band) ?? []), index]);
      signatures.push(signature);
      const familyId = copy === undefined ? `family ${index}` : gathered[copy]!.familyId;
      gathered.push({ file: result.file, document, claims: result.work.claims[at]!, familyId });
    });
  }
  return gathered;
}

/** One line a claim, under its document: what is said, what it is of, when, where, how it is meant. */
function writeClaims({ file, work }: Read, io: CommandIo): string {
  const t = terminalTranslator(io.env);
  const chinese = t('intelligence.command.language') === 'zh-CN';
  const lines = [file];
  work.file.documents.forEach((document, at) => {
    lines.push('', `  ${[document.title, document.source, document.publishedAt].filter(Boolean).join(' · ')}`);
    const found = work.claims[at]!;
    if (found.length === 0) lines.push(`    ${t('intelligence.command.no_claims')}`);
    for (const claim of found) {
      const metric = taxonomy[claim.metric][chinese ? 'zh' : 'en'];
      const of = [
        metric,
        t(`intelligence.measure.${claim.measure}`),
        claim.entity,
        claim.region,
        claim.period,
        t(`market.status.${claim.status}`),
      ];
      lines.push(`    ${claim.quote}  —  ${of.filter(Boolean).join(' · ')}`);
    }
  });
  return `${lines.join('\n')}\n\n`;
}

function writeFindings(findings: readonly Finding[], documents: readonly Gathered[], io: CommandIo): string {
  const t = terminalTranslator(io.env);
  if (findings.length === 0) return `${t('intelligence.command.no_findings')}\n`;
  const language = t('intelligence.command.language') === 'zh-CN' ? 'zh-CN' : 'en';
  const blocks = findings.map(({ kind, ratio, claims: refs, hypotheses }) => {
    const times = ratio === null ? '' : ` × ${Number(ratio.toPrecision(3))}`;
    const passages = refs.map(({ document, claim }) => {
      const { file, document: read, claims: own } = documents[document]!;
      const one = own[claim]!;
      const sentenceOf = read.paragraphs[one.paragraph]!.text.slice(one.sentenceStart, one.sentenceEnd);
      return `    ${one.quote}  —  ${sentenceOf}\n      ${file}: ${one.start}–${one.end} · ${read.title}`;
    });
    const why = hypotheses.map((hypothesis) => `    ${Math.round(hypothesis.support * 100)} %  ${explainHypothesis(hypothesis, language)}`);
    return [`${t(`intelligence.finding.${kind}`)}${times}`, ...passages, ...why].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

function writeSentence({ text, citations }: { text: string; citations: readonly Place[] }): string {
  return `${text}\n${citations.map(({ file, start, end }) => `  ${file}: ${start}–${end}\n`).join('')}\n`;
}
