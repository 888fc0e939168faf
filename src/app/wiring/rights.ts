/** The doors of rights for those who are made before them: what campaigns, posts and share plans ask is led there once they are made. */
import assert from 'node:assert/strict';
import type { Rights } from '../../modules/rights/index.ts';

export type RightsDoors = Pick<Rights, 'mayPromote' | 'mayPublish' | 'sharesOn'>;

/** Doors that open when rights are made; nobody asks before the house is put together. */
export function createRightsDoors(): RightsDoors & { open(rights: RightsDoors): void } {
  let made: RightsDoors | null = null;
  const rights = (): RightsDoors => {
    assert(made, 'rights are asked before they are made');
    return made;
  };
  return {
    mayPromote: (...of) => rights().mayPromote(...of),
    mayPublish: (...of) => rights().mayPublish(...of),
    sharesOn: (...of) => rights().sharesOn(...of),
    open: (given) => {
      made = given;
    },
  };
}
