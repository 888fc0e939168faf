/** Choosing, moving, marking and removing hooks, with undo: what the timeline, the panel and the keys all share. */
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { KeptHook } from '../../../../src/modules/studio/contract.ts';
import type { Grip, Moved } from '../../../shared/timeline/edges.ts';
import { limitsAround, placeGrip } from '../../../shared/timeline/edges.ts';
import { emptyHistory, forget, record, redo, undo, type History } from '../../../shared/timeline/history.ts';
import { leastHookMs } from '../../../shared/timeline/HookTrack.tsx';
import type { Span } from '../../../shared/timeline/intervals.ts';
import type { HookChanges } from './data.ts';

type EdgeMove = { readonly hookId: string; readonly before: Span; readonly after: Span };
export type Draft = Moved & { readonly hookId: string; readonly grip: Grip };

/** A removal can be taken back for this long; only then is it sent. */
export const graceMs = 7000;

export type HookEditing = ReturnType<typeof useHookEditing>;

const spanOf = (hook: Span): Span => ({ startMs: hook.startMs, endMs: hook.endMs });

export function useHookEditing(kept: readonly KeptHook[], durationMs: number, changes: HookChanges) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [history, setHistory] = useState<History<EdgeMove>>(emptyHistory);
  const [selection, setSelection] = useState<Span | null>(null);
  const [leaving, setLeaving] = useState<KeptHook | null>(null);
  const timer = useRef(0);
  const leavingNow = useRef<KeptHook | null>(null);
  const { move, add, remove } = changes;

  const hooks = useMemo(
    () =>
      kept
        .filter((hook) => hook.id !== leaving?.id)
        .map((hook) => (draft?.hookId === hook.id ? { ...hook, ...draft.span } : hook))
        .sort((a, b) => a.rank - b.rank),
    [kept, draft, leaving],
  );
  const find = useCallback((id: string) => kept.find((hook) => hook.id === id), [kept]);

  const setEdges = useCallback(
    (hookId: string, after: Span, remember = true) => {
      const hook = find(hookId);
      setDraft(null);
      if (!hook || (hook.startMs === after.startMs && hook.endMs === after.endMs)) return;
      if (remember) setHistory((before) => record(before, { hookId, before: spanOf(hook), after }));
      move.mutate({ hookId, ...after });
    },
    [find, move],
  );
  const reset = useCallback(
    (hookId: string) => {
      const hook = find(hookId);
      if (!hook) return;
      setHistory((before) =>
        record(before, { hookId, before: spanOf(hook), after: { startMs: hook.suggestedStartMs, endMs: hook.suggestedEndMs } }),
      );
      move.mutate({ hookId, reset: true });
    },
    [find, move],
  );
  const takeBack = useCallback(() => {
    const step = undo(history);
    if (!step) return;
    setHistory(step.history);
    setEdges(step.change.hookId, step.change.before, false);
  }, [history, setEdges]);
  const makeAgain = useCallback(() => {
    const step = redo(history);
    if (!step) return;
    setHistory(step.history);
    setEdges(step.change.hookId, step.change.after, false);
  }, [history, setEdges]);

  /** Sends a removal that waits. */
  const settleRemoval = useCallback(() => {
    window.clearTimeout(timer.current);
    const hook = leavingNow.current;
    leavingNow.current = null;
    if (!hook) return;
    remove.mutate(hook.id, { onSettled: () => setLeaving((now) => (now?.id === hook.id ? null : now)) });
  }, [remove]);
  const settle = useEffectEvent(settleRemoval);
  useEffect(() => {
    const leave = () => settle();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const removeHook = useCallback(
    (hookId: string) => {
      settleRemoval();
      const hook = find(hookId);
      if (!hook) return;
      leavingNow.current = hook;
      setLeaving(hook);
      setHistory((before) => forget(before, (change) => change.hookId === hookId));
      timer.current = window.setTimeout(settleRemoval, graceMs);
    },
    [find, settleRemoval],
  );
  const keepHook = useCallback(() => {
    window.clearTimeout(timer.current);
    leavingNow.current = null;
    setLeaving(null);
  }, []);

  /** Sets an edge at a time: of the hook that is given, else of the stretch marked by hand, which begins there if there is none. */
  const setEdgeAt = useCallback(
    (hookId: string | null, edge: 'start' | 'end', ms: number) => {
      const hook = hookId === null ? undefined : find(hookId);
      if (hook) {
        const limits = limitsAround(
          hook,
          kept.filter((other) => other.id !== hook.id),
          durationMs,
          leastHookMs,
        );
        return setEdges(hook.id, placeGrip(hook, edge, ms, limits));
      }
      setSelection((before) => {
        if (edge === 'start') return { startMs: ms, endMs: before && before.endMs > ms ? before.endMs : Math.min(durationMs, ms + 5000) };
        return { startMs: before && before.startMs < ms ? before.startMs : Math.max(0, ms - 5000), endMs: ms };
      });
    },
    [find, kept, durationMs, setEdges],
  );

  return {
    hooks,
    draft,
    selection,
    leaving,
    setSelection,
    setEdges,
    reset,
    removeHook,
    keepHook,
    setEdgeAt,
    onDraft: useCallback((hookId: string, moved: Moved, grip: Grip) => setDraft({ hookId, grip, ...moved }), []),
    onCommit: setEdges,
    onCancel: useCallback(() => setDraft(null), []),
    addSelection: useCallback(async () => {
      if (!selection || selection.endMs - selection.startMs < leastHookMs) return null;
      const hook = await add.mutateAsync({ startMs: Math.round(selection.startMs), endMs: Math.round(selection.endMs) }).catch(() => null);
      if (hook) setSelection(null);
      return hook;
    }, [selection, add]),
    undo: takeBack,
    redo: makeAgain,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
  };
}
