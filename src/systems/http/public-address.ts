import { BlockList, isIP, isIPv6 } from 'node:net';

/** Networks that are nobody's public web: our own machine, private and shared networks, neighbours, tests, groups, tunnels. */
const NOT_PUBLIC: readonly [network: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Within what IPv6 gives out at all, those that carry an IPv4 address with them (Teredo, 6to4) or are for documents.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [network, bits] of NOT_PUBLIC) refused.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4');
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether anybody on the internet reaches this address: of IPv6 only what is given out as global, so that no way of writing an
 * IPv4 address into one leads past the list. (IANA's registries of special-purpose addresses, RFC 6890.)
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !refused.check(address, 'ipv4');
  return version === 6 && global.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
