import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Logger } from 'pino';
import { FilesController } from './files.controller.ts';
import { graphqlOptions } from './graphql/graphql-options.ts';
import { HealthController } from './health.controller.ts';
import { METRICS, type Metrics } from './metrics.ts';
import { SERVED, type Served } from './served.ts';

/** Everything that Nest puts together. */
export function serverModule(served: Served, metrics: Metrics, log: Logger): DynamicModule {
  return {
    module: ServerModule,
    imports: [GraphQLModule.forRoot(graphqlOptions(served, metrics, log))],
    controllers: [HealthController, FilesController],
    providers: [
      { provide: SERVED, useValue: served },
      { provide: METRICS, useValue: metrics },
    ],
  };
}

@Module({})
class ServerModule {}
