import { policyFor } from '../pages/html.ts';
import type { Style } from '../pages/style.ts';
import type { Answer } from './types.ts';

const guarded = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

/** A page of ours under its strict policy. */
export function page(status: number, style: Style, html: string, more: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { ...guarded, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyFor(style), ...more },
    body: html,
  };
}

/** On to another place. The address is one that a URL parser wrote, so it holds no line break. */
export function redirect(location: string, status: 302 | 303 = 302): Answer {
  return { status, headers: { location, 'cache-control': 'no-store', 'content-length': '0' }, body: null };
}

export function plain(status: number, text: string, more: Record<string, string> = {}): Answer {
  return { status, headers: { ...guarded, 'content-type': 'text/plain; charset=utf-8', ...more }, body: text };
}
