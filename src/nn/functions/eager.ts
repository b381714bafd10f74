import { checkEngine, type Engine } from "../../engine/engine.ts";
import { grad, valueAndGrad } from "./derivatives.ts";
import { compile } from "./functions.ts";
import { hessian, hvp, jacobian, jvp, vjp } from "./jacobians.ts";

export { useEngine } from "../../engine/standard.ts";
export { compile, grad, hessian, hvp, jacobian, jvp, valueAndGrad, vjp };

/**
 * The functions of this page on an engine of their own, where they are told no other.
 *
 * ```ts
 * const { grad } = functionsOn(await loadEngine("reference"));
 * grad((x: Value) => op.multiply(x, x))(3); // 6
 * ```
 */
export function functionsOn(engine: Engine) {
  checkEngine("functionsOn", engine);
  type Maker = (f: never, options?: object) => unknown;
  const on = <F extends Maker>(make: F): F =>
    ((f: never, options?: object) => make(f, { engine, ...options })) as F;
  return {
    compile: on(compile),
    valueAndGrad: on(valueAndGrad),
    grad: on(grad),
    jacobian: on(jacobian),
    hessian: on(hessian),
    vjp: on(vjp),
    jvp: on(jvp),
    hvp: on(hvp),
  };
}
