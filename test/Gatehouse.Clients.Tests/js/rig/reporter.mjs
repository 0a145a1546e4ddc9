// One line of JSON for each test at the top of a file: what the rig in C# reads.
import { inspect } from 'node:util';

export default async function* report(events) {
  for await (const { type, data } of events) {
    if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0) {
      const error = data.details?.error;
      yield JSON.stringify({
        name: data.name,
        passed: type === 'test:pass',
        skipped: data.skip === undefined ? null : String(data.skip),
        error: error === undefined ? null : inspect(error.cause ?? error, { depth: 4 }),
      }) + '\n';
    }
  }
}
