import { BlockList, isIP } from 'node:net';

/**
 * Which addresses a request that others cause may reach. Refused are those of IANA's special-purpose registries (RFC 6890 and
 * what followed: loopback, private, shared, link-local with its metadata services, documentation, multicast, reserved) and the
 * metadata services that clouds put on public-looking addresses.
 */
const refused4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure's WireServer answers inside every virtual machine.
  '168.63.129.16/32',
];
// Of IPv6 only 2000::/3 is given out for the public, and not all of it. Teredo, 6to4 and benchmarking wrap other addresses.
const refused6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
const public6 = listOf(['2000::/3']);
const special = listOf([...refused4, ...refused6]);

export type AddressPolicy = {
  /** Whether a host name, or an address without brackets, is one that the operator trusts. */
  allowsHost(host: string): boolean;
  /** Whether the operator named this host, or the block of this address. */
  trusts(host: string): boolean;
  /** Whether an address may be connected to. */
  allowsAddress(address: string): boolean;
};

/** The policy with the operator's own exceptions: host names, `*.` and a domain, addresses, and blocks in CIDR form. Throws RangeError. */
export function addressPolicy(allow: readonly string[]): AddressPolicy {
  const blocks: string[] = [];
  const hosts = new Set<string>();
  const domains: string[] = [];
  for (const entry of allow.map((each) => each.trim().toLowerCase()).filter(Boolean)) {
    if (/^\*\.[a-z0-9.-]+$/.test(entry)) domains.push(entry.slice(1));
    else if (isIP(entry.replace(/\/\d{1,3}$/, ''))) blocks.push(entry.includes('/') ? entry : `${entry}/${isIP(entry) === 4 ? 32 : 128}`);
    else if (/^[a-z0-9][a-z0-9.-]*$/.test(entry)) hosts.add(entry);
    else throw new RangeError(`not a host, an address or a block of addresses: ${entry}`);
  }
  const allowed = listOf(blocks);
  const allowsHost = (host: string): boolean => {
    const name = host.toLowerCase().replace(/\.$/, '');
    return hosts.has(name) || domains.some((domain) => name.endsWith(domain));
  };
  return {
    allowsHost,
    trusts: (host) => allowsHost(host) || contains(allowed, host),
    allowsAddress: (address) => contains(allowed, address) || isPublic(address),
  };
}

/** Whether an address is one of the public Internet; one of IPv4 in IPv6's clothes counts as what it is. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  const inner = embedded(address);
  if (inner !== null) return !special.check(inner, 'ipv4');
  return public6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  const inner = family === 6 ? embedded(address) : null;
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6') || (inner !== null && list.check(inner, 'ipv4'));
}

// ::ffff:a.b.c.d (mapped, RFC 4291) and 64:ff9b::a.b.c.d (translated, RFC 6052) lead to an IPv4 address.
function embedded(address: string): string | null {
  const groups = expand(address);
  const head = groups.slice(0, 6).join(':');
  if (head !== '0:0:0:0:0:ffff' && head !== '64:ff9b:0:0:0:0') return null;
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16)) as [number, number];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** The eight groups of an IPv6 address; the URL parser writes every form in one way. */
function expand(address: string): string[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const head = before.split(':').filter(Boolean);
  const tail = after === undefined ? [] : after.split(':').filter(Boolean);
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
}

function listOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', bits = ''] = block.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
