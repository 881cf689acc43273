import type { Twin } from '../../controls/index.ts';
import type { Page, Web } from '../../systems/index.ts';

/** A web in which every address answers, unless a proof says otherwise. Nothing ever leaves the machine. */
export function madeUpWeb(): Twin['web'] & { web: Web } {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const lookAt: Web['lookAt'] = async (addresses) => {
    asked.push(...addresses);
    return new Map(
      addresses.map((address) => [
        address,
        pages.get(address) ?? { status: 200, text: `The page at ${address}.`, certificateUntil: null },
      ]),
    );
  };
  return {
    web: { lookAt },
    asked: () => [...asked],
    shows(address, page) {
      const shown: Page = 'fault' in page ? page : { text: null, certificateUntil: null, ...page };
      pages.set(address, shown);
    },
  };
}
