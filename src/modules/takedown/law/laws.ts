import { cnCivil, cnEcommerce, cnNetwork } from './china.ts';
import type { Jurisdiction, Law } from './contract.ts';
import { dmca } from './dmca.ts';
import { euDsa } from './dsa.ts';

export const laws: Readonly<Record<Jurisdiction, Law>> = {
  dmca,
  cn_network: cnNetwork,
  cn_civil: cnCivil,
  cn_ecommerce: cnEcommerce,
  eu_dsa: euDsa,
};
