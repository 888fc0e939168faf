/** What attribution promises of figures to take away: CSV and XLSX of the funnel, conversions and signals. */
import { z } from 'zod';
import { calendarDate, type Route } from '../../../platform/http/contract.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
const common = { format: z.enum(exportFormats).default('csv'), language: z.enum(['en', 'zh-CN']).default('en') };
const xlsxOrCsv = 'text/csv';

export const exportRoutes = {
  exportFunnel: {
    id: 'attribution.export_funnel',
    method: 'GET',
    path: '/api/v1/funnel/export',
    summary: 'The funnel as CSV or XLSX',
    access: 'attribution.read_funnel',
    query: z.object({
      ...common,
      by: z.enum(['creator', 'agency', 'channel', 'clip', 'hook', 'country', 'day', 'campaign', 'placement', 'work']).default('day'),
      from: calendarDate.optional(),
      to: calendarDate.optional(),
      campaignId: z.string().optional(),
      creatorId: z.string().optional(),
      agencyId: z.string().optional(),
      workId: z.string().optional(),
      channel: z.string().max(40).optional(),
      country: z
        .string()
        .regex(/^[A-Za-z]{2}$/)
        .optional(),
    }),
    produces: xlsxOrCsv,
  },
  exportConversions: {
    id: 'attribution.export_conversions',
    method: 'GET',
    path: '/api/v1/exports/conversions',
    summary: 'Conversions with whom they were credited to, as CSV or XLSX',
    access: 'attribution.read',
    query: z.object({
      ...common,
      from: calendarDate.optional(),
      to: calendarDate.optional(),
      campaignId: z.string().optional(),
      creatorId: z.string().optional(),
    }),
    produces: xlsxOrCsv,
  },
  exportSignals: {
    id: 'attribution.export_signals',
    method: 'GET',
    path: '/api/v1/exports/signals',
    summary: 'Suspicious traffic with its evidence, as CSV or XLSX',
    access: 'attribution.read',
    query: z.object(common),
    produces: xlsxOrCsv,
  },
} as const satisfies Record<string, Route>;
