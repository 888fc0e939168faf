/** What is kept of where a suspect was seen: address, time, hash, and the answer as it came. */
import type { Sighting, Suspect } from '../../../../src/modules/protection/suspects/contract.ts';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { sightingTones } from './words.ts';

export function Evidence({ suspect, sightings }: { suspect: Suspect; sightings: readonly Sighting[] }) {
  const { t, format } = useI18n();
  const download = hrefOf(protectionContract.routes.getSuspectContent, { params: { suspectId: suspect.id }, query: { download: true } });
  return (
    <Panel
      title={t('protection.evidence.title')}
      actions={
        <a href={download} download className="copies-download">
          <Icon name="download" size={16} /> {t('protection.evidence.download')}
        </a>
      }
    >
      <dl className="facts">
        <div>
          <dt>SHA-256</dt>
          <dd>
            <CopyText text={suspect.sha256} />
          </dd>
        </div>
        <div>
          <dt>{t('protection.evidence.file')}</dt>
          <dd>
            {[
              suspect.mediaType,
              format.bytes(suspect.sizeBytes),
              suspect.durationMs !== null && format.clock(suspect.durationMs),
              suspect.width !== null && `${suspect.width}×${suspect.height}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </dd>
        </div>
        <div>
          <dt>{t('protection.evidence.first')}</dt>
          <dd>{format.dateTime(suspect.createdAt)}</dd>
        </div>
      </dl>
      <h3 className="copies-subhead">{t('protection.evidence.seen', { count: sightings.length })}</h3>
      <ul className="sightings">
        {sightings.map((one) => (
          <SightingRow key={one.id} one={one} />
        ))}
      </ul>
    </Panel>
  );
}

function SightingRow({ one }: { one: Sighting }) {
  const { t, format } = useI18n();
  const { capture } = one;
  return (
    <li>
      <div className="sighting-head">
        <Badge tone={sightingTones[one.state]}>{t(`protection.way.${one.way}`)}</Badge>
        <span className="copies-url">{one.url ? <CopyText text={one.url} /> : one.filename}</span>
        <small>{format.dateTime(one.createdAt)}</small>
      </div>
      {(one.account || one.note) && <p className="copies-quiet">{[one.account, one.note].filter(Boolean).join(' · ')}</p>}
      {one.error && <p className="copies-quiet">{sentenceOf(t, one.error)}</p>}
      {capture && (
        <details>
          <summary>{t('protection.evidence.answer', { at: format.dateTime(capture.at) })}</summary>
          <dl className="facts">
            <div>
              <dt>{t('protection.evidence.final')}</dt>
              <dd className="copies-url">{capture.finalUrl}</dd>
            </div>
            <div>
              <dt>{t('protection.evidence.address')}</dt>
              <dd>{capture.address ?? t('protection.evidence.by_command')}</dd>
            </div>
            {capture.status !== null && (
              <div>
                <dt>{t('protection.evidence.status')}</dt>
                <dd>{capture.status}</dd>
              </div>
            )}
          </dl>
          {capture.headers.length > 0 && (
            <pre className="headers" tabIndex={0} aria-label={t('protection.evidence.headers')}>
              {capture.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
            </pre>
          )}
        </details>
      )}
    </li>
  );
}
