import { problem, Refusal, say, type Text } from '@dealwright/diagnostics';

/** A document that cannot be made, for a reason that people should read. */
export class DocumentRefused extends Refusal {
  constructor(code: string, message: Text, hint: Text) {
    super([problem(code, message, { hint })]);
    this.name = 'DocumentRefused';
    this.message = `${say(message)} (${say(hint)})`;
  }
}
