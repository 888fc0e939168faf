import type { Link, LinkSettings, StoredLinkSettings } from './contract.ts';
import type { DomainRow, LinkRow, SettingsRow } from './tables.ts';

/** What an organisation has that never opened the settings. */
export const defaultSettings: LinkSettings = {
  domains: [],
  allowedHosts: [],
  allowedSchemes: [],
  appUrl: null,
  iosUrl: null,
  androidUrl: null,
  webUrl: null,
  clickParameter: 'click_id',
  consent: 'not_asked',
  brand: '',
  accent: null,
};

export function presentSettings(row: SettingsRow | undefined, domains: readonly DomainRow[]): StoredLinkSettings {
  if (!row) return { ...defaultSettings, updatedAt: null };
  return {
    domains: domains.map(({ host, is_primary }) => ({ host, primary: is_primary })),
    allowedHosts: row.allowed_hosts,
    allowedSchemes: row.allowed_schemes,
    appUrl: row.app_url,
    iosUrl: row.ios_url,
    androidUrl: row.android_url,
    webUrl: row.web_url,
    clickParameter: row.click_parameter,
    consent: row.consent,
    brand: row.brand,
    accent: row.accent,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** The address of a link: on the organisation's primary short domain, else below the main host. */
export function linkUrl(slug: string, domains: readonly { host: string; primary: boolean }[], baseUrl: string): string {
  const domain = domains.find(({ primary }) => primary) ?? domains[0];
  return domain ? `${new URL(baseUrl).protocol}//${domain.host}/${slug}` : `${baseUrl}/s/${slug}`;
}

export function isEnded(link: { ends_at: Date | null; ended_at: Date | null }, nowMs: number): boolean {
  return (link.ended_at !== null && link.ended_at.getTime() <= nowMs) || (link.ends_at !== null && link.ends_at.getTime() <= nowMs);
}

export function presentLink(row: LinkRow, url: string, bots: number, nowMs: number): Link {
  return {
    id: row.id,
    slug: row.slug,
    url,
    placementId: row.placement_id,
    rules: row.rules,
    page: { ...row.page, code: row.code, codeShown: row.code_shown },
    state: isEnded(row, nowMs) ? 'ended' : 'live',
    endsAt: row.ends_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    usefulUrl: row.useful_url,
    botsLast30Days: bots,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
