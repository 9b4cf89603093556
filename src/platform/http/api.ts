import type { AnyContractRouter } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import type { Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { Log } from '../log/log.ts';
import type { HttpContext } from './context.ts';
import { errors } from './errors.ts';
import { asContractError, asRefusal } from './failure.ts';

// biome-ignore lint/suspicious/noExplicitAny: the library's own type of "any contract" is spelt this way.
export type AnyRouter = Router<any, HttpContext>;

/** Everything one router offers: to the desk by RPC, to programs by plain HTTP, to readers as OpenAPI. */
export type Api = {
  /** Answers a request, or undefined if no procedure has this path. */
  answer(request: Request, context: HttpContext): Promise<Response | undefined>;
  document(): Promise<object>;
};

export function createApi(router: AnyRouter, contract: AnyContractRouter, log: Log): Api {
  const interceptors = [
    async <T>({ next }: { next(): Promise<T> }): Promise<T> => {
      try {
        return await next();
      } catch (error) {
        throw asContractError(asRefusal(error, log));
      }
    },
  ];
  const rpc = new RPCHandler(router, { interceptors });
  const rest = new OpenAPIHandler(router, { interceptors });
  let made: Promise<object> | undefined;
  return {
    async answer(request, context) {
      const isRpc = new URL(request.url).pathname.startsWith('/rpc/');
      const { response } = isRpc
        ? await rpc.handle(request, { prefix: '/rpc', context })
        : await rest.handle(request, { context });
      if (!response) return undefined;
      for (const [name, value] of context.answerHeaders) response.headers.append(name, value);
      return response;
    },
    document() {
      made ??= describe(contract);
      return made;
    },
  };
}

function describe(contract: AnyContractRouter): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const list = Object.entries(errors).map(
    ([code, [status, sentence]]) => `| ${code} | ${status} | ${sentence} |`,
  );
  return generator.generate(contract, {
    info: {
      title: 'Rapport',
      version: '1',
      description: [
        'Everything the desk does. Sign in with `Authorization: Bearer KEY`; make a key in Settings or with `bin/rapport create-api-key`.',
        'Lists answer `{items, next}`: give `next` back as `cursor` until it is null.',
        'Any write may carry an `Idempotency-Key`: repeated under the same key it is done once.',
        'Errors are `{defined, code, status, message, data}`:',
        `| code | status | meaning |\n|---|---|---|\n${list.join('\n')}`,
      ].join('\n\n'),
    },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{ key: [] }],
  });
}
