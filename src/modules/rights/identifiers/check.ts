/**
 * Identifiers of films and series: read however people write them, checked, and given back in their canonical form. Pure.
 *
 * EIDR: ISO 26324 names under the prefix 10.5240, as "EIDR ID Format" of the EIDR Association has them: twenty hexadecimal digits and
 * a check character. ISAN: ISO 15706-1 and -2: sixteen hexadecimal digits and a check character, and with a version eight more and
 * another. Both check by ISO 7064 Mod 37,36, whose characters are 0–9, A–Z and whose sums never take in the separators.
 */
import type { IdentifierFault, IdentifierScheme } from '../registrations/contract.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const eidrPrefix = '10.5240/';

/** The check character of ISO 7064 Mod 37,36 (a hybrid system: product of 2 modulo 37, sum modulo 36). Throws RangeError for other characters. */
export function checkCharacter(characters: string): string {
  let product = 36;
  for (const character of characters) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError(`no character of ISO 7064: ${character}`);
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return alphabet[(37 - product) % 36]!;
}

export type Checked = { readonly value: string; readonly fault: null } | { readonly value: null; readonly fault: IdentifierFault };

/** The canonical form of an identifier, or what is wrong with it at which character of what was given (from 1). */
export function checkIdentifier(scheme: IdentifierScheme, given: string): Checked {
  return scheme === 'eidr' ? checkEidr(given) : checkIsan(given);
}

type Read = { readonly character: string; readonly at: number };
const wrong = (code: IdentifierFault['code'], at: number, found: string, expected: string): Checked => ({
  value: null,
  fault: { code, at: Math.max(1, at), found, expected },
});

/** The characters that count, in capitals, each with where it stands; separators are passed over. */
function charactersOf(text: string, start: number): Read[] {
  return [...text]
    .map((character, index) => ({ character: character.toUpperCase(), at: start + index + 1 }))
    .filter(({ character }) => !/[-\s\u2010-\u2015]/u.test(character));
}

/** That groups of hexadecimal digits, each with its check character over all digits so far, are what they should be. */
function readGroups(characters: readonly Read[], groups: readonly number[]): Checked | string[] {
  const parts: string[] = [];
  let digits = '';
  let index = 0;
  for (const length of groups) {
    for (let count = 0; count < length; count++, index++) {
      const read = characters[index]!;
      if (!/^[0-9A-F]$/.test(read.character)) return wrong('character', read.at, read.character, '0–9, A–F');
      digits += read.character;
    }
    const check = characters[index++]!;
    if (!alphabet.includes(check.character)) return wrong('character', check.at, check.character, '0–9, A–Z');
    const expected = checkCharacter(digits);
    if (check.character !== expected) return wrong('check', check.at, check.character, expected);
    parts.push(digits.slice(digits.length - length), expected);
  }
  return parts;
}

const fours = (text: string): string => text.replaceAll(/(.{4})(?=.)/g, '$1-');

function checkEidr(given: string): Checked {
  // People paste it as a link of the DOI resolver, or with its scheme before it.
  const lead = /^\s*(?:https?:\/\/(?:dx\.)?(?:doi|eidr)\.org\/|doi:\s*|eidr:\s*)?/i.exec(given)![0].length;
  const rest = given.slice(lead).trimEnd();
  for (const [index, expected] of [...eidrPrefix].entries())
    if (rest[index] !== expected) return wrong('prefix', lead + index + 1, rest[index] ?? '', eidrPrefix);
  const characters = charactersOf(rest.slice(eidrPrefix.length), lead + eidrPrefix.length);
  if (characters.length !== 21) return wrong('length', lead + rest.length, String(characters.length), '21');
  const groups = readGroups(characters, [20]);
  if (!Array.isArray(groups)) return groups;
  return { value: `${eidrPrefix}${fours(groups[0]!)}-${groups[1]}`, fault: null };
}

function checkIsan(given: string): Checked {
  const lead = /^\s*(?:urn:isan:|isan[:\s]\s*)?/i.exec(given)![0].length;
  const rest = given.slice(lead).trimEnd();
  const characters = charactersOf(rest, lead);
  // Without check characters it is an ISAN too; then nothing shows that a digit was mistyped.
  if (characters.length !== 17 && characters.length !== 26) return wrong('length', lead + rest.length, String(characters.length), '17, 26');
  const versioned = characters.length === 26;
  const groups = readGroups(characters, versioned ? [16, 8] : [16]);
  if (!Array.isArray(groups)) return groups;
  const [root, check, version, versionCheck] = groups;
  const value = `ISAN ${fours(root!)}-${check}${versioned ? `-${fours(version!)}-${versionCheck}` : ''}`;
  return { value, fault: null };
}
