import { describe, expect, it } from '@jest/globals';
import { addToCatalog } from './catalog.ts';
import { namesOf } from './names.ts';

const catalog = `import { TerritoryPublished } from '../gen/jamaa/gis/v1/gis.ts';
import {
  ComplaintClosed,
  ComplaintRated,
} from '../gen/jamaa/intake/v1/events.ts';

const event = 1;
`;

describe('the catalog', () => {
  it('takes the import at its place and the block at the end', () => {
    const added = addToCatalog(catalog, namesOf('hall-desk'));
    expect(added.indexOf('gis.ts')).toBeLessThan(added.indexOf('hall_desk.ts'));
    expect(added.indexOf('hall_desk.ts')).toBeLessThan(added.indexOf('ComplaintClosed'));
    expect(added).toMatch(
      /const event = 1;\n\nexport const hallDeskEvents = \{\n {2}finished: event\('jamaa\.hall-desk\.entry\.finished\.v1'/,
    );
  });
  it('puts the last of the alphabet last', () => {
    const added = addToCatalog(catalog, namesOf('mail-room'));
    expect(added).toContain("events.ts';\nimport { EntryFinished as MailRoomEntryFinished }");
  });
  it('refuses a second time, and a file that is no catalog', () => {
    expect(() => addToCatalog(addToCatalog(catalog, namesOf('mail-room')), namesOf('mail-room'))).toThrow('already');
    expect(() => addToCatalog('', namesOf('mail-room'))).toThrow('no imports');
  });
});
