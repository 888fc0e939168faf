/** Programmes into a briefing: what they give, in the words of their texts. */
import type { ProgrammeSummary } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { AddToBrief } from '../briefs/AddToBrief.tsx';
import { useProgrammeWords } from './words.ts';

export function AddProgrammes({ programmes }: { programmes: readonly Pick<ProgrammeSummary, 'id' | 'name' | 'region'>[] }) {
  const words = useProgrammeWords();
  return (
    <AddToBrief look="button" additions={programmes.map(({ id }) => ({ kind: 'programmes', programmeId: id }))}>
      <ul>
        {programmes.map(({ id, name, region }) => (
          <li key={id}>
            {name} <small>{words.region(region)}</small>
          </li>
        ))}
      </ul>
    </AddToBrief>
  );
}
