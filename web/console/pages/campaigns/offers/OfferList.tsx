/** The offers in order. They are moved by dragging, by the buttons, or with Alt and the arrow keys. */
import { Input } from 'antd';
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { campaignsContract } from '../../../../../src/modules/campaigns/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Badge } from '../../../../shared/ui/PageFrame.tsx';
import type { OfferDraft } from './OffersTab.tsx';
import { PreviewDialog } from './PreviewDialog.tsx';

export function OfferList({
  campaignId,
  offers,
  disabledBecause,
  onChange,
}: {
  campaignId: string;
  offers: readonly OfferDraft[];
  disabledBecause: string | undefined;
  onChange: (offers: OfferDraft[]) => void;
}) {
  const { t, format } = useI18n();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [news, setNews] = useState('');
  const [watched, setWatched] = useState<OfferDraft | null>(null);
  const fixed = disabledBecause !== undefined;
  const move = (from: number, to: number) => {
    if (fixed || to < 0 || to >= offers.length || from === to) return;
    const next = [...offers];
    const [one] = next.splice(from, 1);
    next.splice(to, 0, one!);
    onChange(next);
    setNews(t('promotion.moved', { title: one!.title, place: to + 1, count: next.length }));
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('.offer')[to]?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      move(index, index + (event.key === 'ArrowUp' ? -1 : 1));
    }
  };
  const onDrop = (event: DragEvent, index: number) => {
    event.preventDefault();
    if (dragged !== null) move(dragged, index);
    setDragged(null);
    setOver(null);
  };
  return (
    <>
      <p className="panel-note">{disabledBecause ?? t('promotion.order_hint')}</p>
      <span className="visually-hidden" aria-live="polite">
        {news}
      </span>
      <ol className="offer-list" ref={list}>
        {offers.map((offer, index) => (
          <li
            key={offer.sourceId}
            className={`offer${dragged === index ? ' is-dragged' : ''}${over === index && dragged !== index ? ' is-over' : ''}`}
            tabIndex={0}
            aria-label={t('promotion.offer_at', { title: offer.title, place: index + 1, count: offers.length })}
            onKeyDown={(event) => onKeyDown(event, index)}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => onDrop(event, index)}
          >
            <span
              className="offer-grip"
              draggable={!fixed}
              aria-hidden="true"
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                setDragged(index);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
            >
              <Icon name="grip" size={16} />
            </span>
            <span className="offer-place">{index + 1}</span>
            <span className="offer-text">
              <span className="badges">
                <strong>{offer.title}</strong>
                <Badge tone={offer.kind === 'hook' ? 'warn' : 'active'}>{t(`promotion.offer.${offer.kind}`)}</Badge>
                {offer.problem && <Badge tone="bad">{t(`promotion.offer_problem.${offer.problem}`)}</Badge>}
              </span>
              {offer.line && <q>{offer.line}</q>}
              <small>
                {[
                  offer.durationMs !== null && format.span(offer.durationMs),
                  offer.score !== null && t('promotion.score', { score: format.number(offer.score) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
              <Input
                size="small"
                variant="filled"
                maxLength={500}
                disabled={fixed}
                aria-label={t('promotion.note_of', { title: offer.title })}
                placeholder={t('promotion.note')}
                value={offer.note}
                onChange={(event) => onChange(offers.map((one) => (one === offer ? { ...one, note: event.target.value } : one)))}
              />
            </span>
            <span className="offer-buttons">
              {offer.id && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('clip.play', { name: offer.title })}
                  onClick={() => setWatched(offer)}
                >
                  <Icon name="play" size={16} />
                </button>
              )}
              <button
                type="button"
                className="icon-button"
                disabled={fixed || index === 0}
                aria-label={t('promotion.up', { title: offer.title })}
                onClick={() => move(index, index - 1)}
              >
                <Icon name="up" size={16} />
              </button>
              <button
                type="button"
                className="icon-button"
                disabled={fixed || index === offers.length - 1}
                aria-label={t('promotion.down', { title: offer.title })}
                onClick={() => move(index, index + 1)}
              >
                <Icon name="down" size={16} />
              </button>
              <button
                type="button"
                className="icon-button"
                disabled={fixed}
                aria-label={t('promotion.take_off', { title: offer.title })}
                onClick={() => onChange(offers.filter((one) => one !== offer))}
              >
                <Icon name="close" size={16} />
              </button>
            </span>
          </li>
        ))}
      </ol>
      {watched?.id && (
        <PreviewDialog
          title={watched.title}
          src={hrefOf(campaignsContract.routes.getOfferVideo, { params: { campaignId, offerId: watched.id } })}
          onClose={() => setWatched(null)}
        />
      )}
    </>
  );
}
