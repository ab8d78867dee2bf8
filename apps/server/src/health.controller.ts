import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { METRICS, type Metrics } from './metrics.ts';
import { SERVED, type Served } from './served.ts';
import { troubledSystems } from './watch-systems.ts';

/** For whoever watches the process. */
@Controller()
export class HealthController {
  readonly #served: Served;
  readonly #metrics: Metrics;

  constructor(@Inject(SERVED) served: Served, @Inject(METRICS) metrics: Metrics) {
    this.#served = served;
    this.#metrics = metrics;
  }

  /** The process answers. */
  @Get('health/live')
  live(): object {
    return { status: 'ok' };
  }

  /**
   * Requests can be answered: database and queue are there; else 503 and what is wrong. `otherModel` warns: another node
   * on the same database answers by other content; `systems` names other systems that cannot be asked now.
   */
  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const trouble = await this.#served.ready().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const { api, systems } = this.#served;
    const told = {
      model: api.model.hash,
      otherModel: this.#served.otherContent(),
      systems: troubledSystems(systems),
    };
    await reply
      .code(trouble === undefined ? 200 : 503)
      .send(trouble === undefined ? { status: 'ok', ...told } : { status: 'unavailable', ...told, trouble });
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const { registry } = this.#metrics;
    await reply.type(registry.contentType).send(await registry.metrics());
  }
}
