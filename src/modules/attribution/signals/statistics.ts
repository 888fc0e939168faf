/** The few statistics that signals need; each from its textbook form, exact where counts are small. */

/** ln n! by Stirling's series with three terms from 20 on, exact below (error under 1e-12). */
function lnFactorial(n: number): number {
  if (n < 20) {
    let sum = 0;
    for (let i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
}

function lnBinomial(n: number, k: number, p: number): number {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** P(X ≥ k) for X ~ Binomial(n, p): how likely so many or more are by chance. */
export function atLeast(n: number, k: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  return tail(n, k, p, 1);
}

/** P(X ≤ k) for X ~ Binomial(n, p): how likely so few or fewer are by chance. */
export function atMost(n: number, k: number, p: number): number {
  if (k >= n) return 1;
  if (k < 0 || p >= 1) return 0;
  if (p <= 0) return 1;
  return tail(n, k, p, -1);
}

// Terms are summed outwards from k in the direction asked; beyond the mean they fall geometrically, before it the other side is summed.
function tail(n: number, k: number, p: number, step: 1 | -1): number {
  const mean = n * p;
  if ((step === 1 && k <= mean) || (step === -1 && k >= mean)) {
    const other = step === 1 ? tailFrom(n, k - 1, p, -1) : tailFrom(n, k + 1, p, 1);
    return Math.max(0, 1 - other);
  }
  return tailFrom(n, k, p, step);
}

function tailFrom(n: number, k: number, p: number, step: 1 | -1): number {
  if (k < 0 || k > n) return 0;
  let term = Math.exp(lnBinomial(n, k, p));
  let sum = 0;
  for (let i = k; i >= 0 && i <= n; i += step) {
    sum += term;
    if (term < sum * 1e-12) break;
    term *= step === 1 ? ((n - i) / (i + 1)) * (p / (1 - p)) : (i / (n - i + 1)) * ((1 - p) / p);
  }
  return Math.min(1, sum);
}

/**
 * One-sided two-sample Kolmogorov–Smirnov: how far the sample lies to the right of the reference, D⁺ = max(F_ref − F_sample),
 * and its chance e^(−2·D²·nm/(n+m)) (Smirnov's limit). Both in ascending order.
 */
export function laterThan(sample: readonly number[], reference: readonly number[]): { d: number; p: number } {
  const [n, m] = [sample.length, reference.length];
  if (n === 0 || m === 0) return { d: 0, p: 1 };
  let d = 0;
  let i = 0;
  for (let j = 0; j < m; j++) {
    while (i < n && sample[i]! <= reference[j]!) i++;
    d = Math.max(d, (j + 1) / m - i / n);
  }
  return { d, p: Math.exp((-2 * d * d * n * m) / (n + m)) };
}

/** The value below which a share of an ascending list lies; 0 of an empty one. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** 0 at `low` and below, 1 at `high` and above. */
export function ramp(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}
