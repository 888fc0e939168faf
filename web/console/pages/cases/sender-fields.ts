/** The fields of whoever sends a notice, in the order in which letters have them. */
export const senderFields = ['name', 'organisation', 'address', 'email', 'phone', 'identityNumber', 'principal'] as const;
export const capacities = ['owner', 'exclusive_licensee', 'agent'] as const;
