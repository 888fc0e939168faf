/** The file, its sound, its findings and its shots: figures, and the list that stands for the drawn rows. */
import { useRef } from 'react';
import type { Analysis, Quality } from '../../../../../src/modules/studio/contract.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import type { Span } from '../../../../shared/timeline/intervals.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { useWindow } from './useWindow.ts';

const rowPx = 36;

/** The figures of a finding, such as a level, as `name value`. */
function figures({ t, format }: I18n, finding: Quality): string {
  return Object.entries(finding.params)
    .map(
      ([name, value]) =>
        `${t.exists(`figure.${name}`) ? t(`figure.${name}`) : name} ${typeof value === 'number' ? format.number(value, 1) : value}`,
    )
    .join(' · ');
}

export function FactsPanel({ document, onGo }: { document: Analysis; onGo: (span: Span) => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { video, audio } = document;
  const none = '—';
  const facts: [string, string][] = [
    [t('facts.container'), `${document.container} · ${format.bytes(document.sizeBytes)} · ${clock(document.durationMs, 2)}`],
    [
      t('facts.picture'),
      video
        ? `${video.width} × ${video.height} · ${format.number(video.fps, 3)} ${t('facts.fps')}${video.variableFrameRate ? ` · ${t('facts.vfr')}` : ''} · ${video.codec} · ${video.pixelFormat}`
        : t('facts.no_picture'),
    ],
    [
      t('facts.sound'),
      audio
        ? `${audio.codec} · ${format.number(audio.sampleRate / 1000, 1)} kHz · ${t('facts.channels', { count: audio.channels })}`
        : t('facts.no_sound'),
    ],
  ];
  if (audio) {
    facts.push(
      [t('facts.loudness'), audio.integratedLufs === null ? none : t('episode.lufs', { value: format.number(audio.integratedLufs, 1) })],
      [t('facts.range'), audio.loudnessRange === null ? none : `${format.number(audio.loudnessRange, 1)} LU`],
      [t('facts.true_peak'), audio.truePeakDbtp === null ? none : `${format.number(audio.truePeakDbtp, 1)} dBTP`],
    );
  }
  return (
    <div className="panel-pad facts">
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('row.findings')}</h3>
      {document.quality.length === 0 ? (
        <p className="panel-empty is-start">{t('episode.no_findings')}</p>
      ) : (
        <ul className="fact-list">
          {document.quality.map((finding, index) => (
            <li key={index}>
              <button type="button" onClick={() => onGo(finding)}>
                <time>
                  {clock(finding.startMs, 1)}–{clock(finding.endMs, 1)}
                </time>
                <span>
                  {t(`quality.${finding.kind}`)}
                  <small>{figures(i18n, finding)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <ShotList document={document} onGo={onGo} />
    </div>
  );
}

function ShotList({ document, onGo }: { document: Analysis; onGo: (span: Span) => void }) {
  const { t, format } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  const { from, to } = useWindow(list, document.shots.length, rowPx);
  return (
    <>
      <h3>{t('facts.shots', { count: document.shots.length })}</h3>
      <div ref={list} className="shot-list" tabIndex={0} role="region" aria-label={t('row.shots')}>
        <ol style={{ height: document.shots.length * rowPx }}>
          {document.shots.slice(from, to).map((shot, index) => (
            <li
              key={from + index}
              style={{ top: (from + index) * rowPx, height: rowPx }}
              aria-setsize={document.shots.length}
              aria-posinset={from + index + 1}
            >
              <button type="button" onClick={() => onGo(shot)}>
                <b>{from + index + 1}</b>
                <time>{clock(shot.startMs, 2)}</time>
                <span>{t('episode.seconds', { value: format.number((shot.endMs - shot.startMs) / 1000, 1) })}</span>
                <em>{t(`transition.${shot.transitionIn.kind}`)}</em>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
