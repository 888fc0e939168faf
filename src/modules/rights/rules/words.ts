/** The words of rights for rules and evidence; they stand in the contract, which browsers read too. */
export { rightKinds, territories, type RightKind } from '../words/contract.ts';
