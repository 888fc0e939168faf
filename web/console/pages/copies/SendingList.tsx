/** Files on their way: how far each is, the way to stop it, and why one was not taken. */
import { Button } from 'antd';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { clearSent, dropAll, dropFile, sendAgain, useSendings, type Sending } from './uploads.ts';

const shown = 6;

export function SendingList() {
  const { t, format } = useI18n();
  const all = useSendings();
  if (all.length === 0) return null;
  const open = all.filter(({ state }) => state === 'waiting' || state === 'sending');
  const sent = all.filter(({ state }) => state === 'sent');
  const total = all.reduce((sum, one) => sum + one.sizeBytes, 0);
  const done = all.reduce((sum, one) => sum + one.sizeBytes * (one.state === 'failed' ? 1 : one.share), 0);
  // What went wrong first, then what moves.
  const order = { failed: 0, sending: 1, waiting: 2, sent: 3 };
  const rows = [...all].sort((a, b) => order[a.state] - order[b.state]).slice(0, shown);
  return (
    <div className="sending">
      <div className="sending-head">
        <span role="status">
          {open.length > 0
            ? t('protection.sending.open', { count: open.length, share: format.percent(total > 0 ? done / total : 0) })
            : t('protection.sending.sent', { count: sent.length })}
        </span>
        {open.length > 0 ? (
          <Button size="small" onClick={dropAll}>
            {t('protection.sending.stop_all')}
          </Button>
        ) : (
          <Button size="small" onClick={sent.length > 0 ? clearSent : dropAll}>
            {t('protection.sending.clear')}
          </Button>
        )}
      </div>
      <ul>
        {rows.map((one) => (
          <SendingRow key={one.id} one={one} />
        ))}
      </ul>
      {all.length > rows.length && <p className="sending-more">{t('protection.sending.more', { count: all.length - rows.length })}</p>}
    </div>
  );
}

function SendingRow({ one }: { one: Sending }) {
  const { t, format } = useI18n();
  const known = one.taken?.items.every((item) => item.known) ?? false;
  const words = {
    waiting: t('protection.sending.waiting'),
    sending: format.percent(one.share),
    sent: t(known ? 'protection.sending.known' : 'protection.sending.taken', { count: one.taken?.items.length ?? 1 }),
    failed: one.error ? sentenceOf(t, one.error) : t('task.failed'),
  }[one.state];
  return (
    <li className={`sending-row is-${one.state}`}>
      <span className="sending-name">{one.name}</span>
      <span className="sending-size">{format.bytes(one.sizeBytes)}</span>
      <span className="sending-words">{words}</span>
      {one.state === 'failed' && (
        <Button size="small" onClick={() => sendAgain(one.id)}>
          {t('action.retry')}
        </Button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={`${t(one.state === 'sending' || one.state === 'waiting' ? 'protection.sending.stop' : 'protection.sending.remove')} · ${one.name}`}
        onClick={() => dropFile(one.id)}
      >
        <Icon name="close" size={14} />
      </button>
      {one.state === 'sending' && (
        <div
          className="progress-track"
          role="progressbar"
          aria-label={one.name}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(one.share * 100)}
        >
          <div className="progress-fill" style={{ width: `${one.share * 100}%` }} />
        </div>
      )}
    </li>
  );
}
