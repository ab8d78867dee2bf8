import type { Saved } from '../change.ts';

/** Thrown to undo what a transaction or savepoint wrote, with the answer to give all the same. */
export class Undone extends Error {
  readonly answers: readonly Saved[];
  constructor(answers: readonly Saved[]) {
    super('Undone');
    this.name = 'Undone';
    this.answers = answers;
  }

  static async caught(work: () => Promise<readonly Saved[]>): Promise<readonly Saved[]> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Undone) return error.answers;
      throw error;
    }
  }
}
