/** Which rule of a link holds for a viewer: read from top to bottom, the first that holds decides. Pure. */
import type { Destination, Device, LinkRules, System } from './contract.ts';
import { coversLanguage } from './viewer.ts';

export type Viewer = {
  readonly device: Device;
  readonly system: System;
  /** ISO 3166-1 alpha-2; null where nobody knows. A rule that asks for a country then does not hold. */
  readonly country: string | null;
  readonly language: string | null;
  readonly atMs: number;
};

type Test = (viewer: Viewer) => boolean;
export type CompiledRules = { readonly tests: readonly Test[] };

/** Turns rules into tests once, so that a redirect parses nothing. */
export function compileRules(rules: LinkRules): CompiledRules {
  return {
    tests: rules.rules.map(({ when }) => {
      const tests: Test[] = [];
      if (when.devices.length > 0) tests.push(({ device }) => when.devices.includes(device));
      if (when.systems.length > 0) tests.push(({ system }) => when.systems.includes(system));
      if (when.countries.length > 0) {
        const countries = new Set(when.countries);
        tests.push(({ country }) => country !== null && countries.has(country));
      }
      if (when.languages.length > 0)
        tests.push(({ language }) => language !== null && when.languages.some((wanted) => coversLanguage(wanted, language)));
      const fromMs = when.from === null ? Number.NEGATIVE_INFINITY : Date.parse(when.from);
      const untilMs = when.until === null ? Number.POSITIVE_INFINITY : Date.parse(when.until);
      if (when.from !== null || when.until !== null) tests.push(({ atMs }) => atMs >= fromMs && atMs < untilMs);
      return (viewer) => tests.every((test) => test(viewer));
    }),
  };
}

/** The index of the first rule that holds; -1 where `otherwise` decides. */
export function firstRule(compiled: CompiledRules, viewer: Viewer): number {
  const { tests } = compiled;
  for (let i = 0; i < tests.length; i++) if (tests[i]!(viewer)) return i;
  return -1;
}

/** The destinations of rules in the order of their indices, `otherwise` last. */
export function destinationsOf(rules: LinkRules): Destination[] {
  return [...rules.rules.map(({ to }) => to), rules.otherwise];
}
