import data from './data/weights.json' with { type: 'json' };

/** Every number of the story engine; what each one means is told in data/README.md. */
export const weights = data;
