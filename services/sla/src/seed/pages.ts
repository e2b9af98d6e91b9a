import { ReplayResponse } from '@jamaa/proto/platform/v1/platform';

const LENGTH_BYTES = 4;

/** Pages of a journal, each behind its length (four bytes, big endian). @throws Error when the stream ends within one */
export async function* readPages(input: AsyncIterable<Buffer>): AsyncGenerator<ReplayResponse> {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted: number | undefined;
  for await (const chunk of input) {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= (wanted ?? LENGTH_BYTES)) {
      const all = Buffer.concat(chunks);
      const size = wanted ?? LENGTH_BYTES;
      const [head, rest] = [all.subarray(0, size), all.subarray(size)];
      chunks = [rest];
      held = rest.length;
      if (wanted === undefined) wanted = head.readUInt32BE();
      else {
        wanted = undefined;
        yield ReplayResponse.decode(head);
      }
    }
  }
  if (held > 0 || wanted !== undefined) throw new Error('the journal ends within a page');
}
