/** Where people read of their own money: creators in their app, everybody else in the console. */
export type MoneyPage = 'statements' | 'payouts' | 'profile' | 'plans';

/** The path of a page about a payee's own money, below the server's root. */
export function moneyPage(payee: { readonly creator_id: string | null }, page: MoneyPage): string {
  return `${payee.creator_id === null ? '/my-money' : '/creator/money'}/${page}`;
}
