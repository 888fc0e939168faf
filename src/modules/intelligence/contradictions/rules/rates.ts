/**
 * Yearly average exchange rates, in yuan for one unit, rounded: enough to recognise a currency that was mixed up, never to convert money.
 * Sources: State Administration of Foreign Exchange, central parity (USD, EUR, GBP, JPY, HKD, KRW), yearly averages as published in the
 * Statistical Communiqués of the National Bureau of Statistics (USD 6.4515 in 2021, 6.7261 in 2022, 7.0467 in 2023, 7.1217 in 2024).
 */
const perUnit: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  USD: { 2018: 6.62, 2019: 6.9, 2020: 6.9, 2021: 6.45, 2022: 6.73, 2023: 7.05, 2024: 7.12, 2025: 7.15, 2026: 7.1 },
  HKD: { 2018: 0.844, 2019: 0.88, 2020: 0.889, 2021: 0.83, 2022: 0.859, 2023: 0.9, 2024: 0.912, 2025: 0.916, 2026: 0.91 },
  EUR: { 2018: 7.8, 2019: 7.73, 2020: 7.87, 2021: 7.63, 2022: 7.07, 2023: 7.64, 2024: 7.7, 2025: 8.1, 2026: 8.2 },
  GBP: { 2018: 8.83, 2019: 8.81, 2020: 8.85, 2021: 8.87, 2022: 8.29, 2023: 8.79, 2024: 9.1, 2025: 9.45, 2026: 9.5 },
  JPY: { 2018: 0.06, 2019: 0.0633, 2020: 0.0646, 2021: 0.0588, 2022: 0.0513, 2023: 0.0503, 2024: 0.0475, 2025: 0.048, 2026: 0.048 },
  KRW: {
    2018: 0.00601,
    2019: 0.00592,
    2020: 0.00585,
    2021: 0.00564,
    2022: 0.0052,
    2023: 0.0054,
    2024: 0.00522,
    2025: 0.00505,
    2026: 0.005,
  },
};

/** Yuan for one unit of a currency in a year (the nearest known one); null for a currency that is not in the table. */
export function yuanPer(currency: string, year: number): number | null {
  if (currency === 'CNY') return 1;
  const years = perUnit[currency];
  if (!years) return null;
  return years[Math.min(2026, Math.max(2018, Math.round(year)))]!;
}

/** How far a rate of a day may lie from its year's average. */
export const rateTolerance = 0.06;
/** Currencies that are mixed up with the yuan. */
export const mixedUp = Object.keys(perUnit);
