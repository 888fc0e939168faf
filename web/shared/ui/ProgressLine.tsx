/** A piece of long work on one line: what it does now, how far it is, how long still, and the way to stop it. */
import type { Task } from '../../../src/platform/jobs/contract.ts';
import { sentenceOf } from '../api/errors.ts';
import { useI18n, type I18n } from '../i18n/i18n.ts';
import { Icon } from './Icon.tsx';
import './frame.css';

type TaskLike = Pick<Task, 'state' | 'progressBps'> & Partial<Pick<Task, 'stage' | 'secondsLeft' | 'error'>>;

/** What a task is doing or how it ended, in words. */
function taskWords({ t, format }: I18n, task: TaskLike): string {
  if (task.state === 'queued') return t('task.queued');
  if (task.state === 'done') return t('task.done');
  if (task.state === 'cancelled') return t('task.cancelled');
  if (task.state === 'failed') return task.error ? sentenceOf(t, task.error) : t('task.failed');
  const known = task.stage && t.exists(`stage.${task.stage}`) ? t(`stage.${task.stage}`) : t('task.running');
  const stage = known.charAt(0).toUpperCase() + known.slice(1);
  const left =
    task.secondsLeft === null || task.secondsLeft === undefined
      ? ''
      : ` · ${t('task.left', { span: format.span(task.secondsLeft * 1000) })}`;
  return `${stage} ${format.percent(task.progressBps / 10_000)}${left}`;
}

export function ProgressLine({
  task,
  label,
  onCancel,
  cancelDisabledBecause,
}: {
  task: TaskLike;
  /** Names the work for those who do not see where the line stands. */
  label?: string;
  onCancel?: (() => void) | undefined;
  cancelDisabledBecause?: string | undefined;
}) {
  const i18n = useI18n();
  const active = task.state === 'queued' || task.state === 'running';
  const words = taskWords(i18n, task);
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{words}</span>
        {active && onCancel && (
          <button
            type="button"
            className="icon-button"
            onClick={onCancel}
            disabled={cancelDisabledBecause !== undefined}
            title={cancelDisabledBecause ?? i18n.t('task.cancel')}
            aria-label={`${i18n.t('task.cancel')}${label ? ` · ${label}` : ''}`}
          >
            <Icon name="close" size={14} />
          </button>
        )}
      </div>
      {active && (
        <div
          className="progress-track"
          role="progressbar"
          aria-label={label ?? words}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(task.progressBps / 100)}
        >
          <div className="progress-fill" style={{ width: `${task.progressBps / 100}%` }} />
        </div>
      )}
    </div>
  );
}
