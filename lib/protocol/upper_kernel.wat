;; Upper-cases ASCII 16 bytes at a time (WebAssembly SIMD). `deno task kernel` makes upper_kernel.ts of it.
(module
  ;; Bytes are put in here, and taken from here.
  (memory (export "memory") 1)

  ;; Replaces a–z by A–Z from 0 on up to $end, a multiple of 16. Returns where it stopped: at $end, or at the
  ;; 16 bytes that have the first one beyond ASCII.
  (func (export "upper") (param $end i32) (result i32)
    (local $at i32)
    (local $block v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $block (v128.load (local.get $at)))
        ;; The top bit of each byte.
        (br_if $done (i8x16.bitmask (local.get $block)))
        ;; Letters are those less than 26 beyond `a`; 0x20 is what tells small ones from capitals.
        (v128.store (local.get $at)
          (v128.xor (local.get $block)
            (v128.and (i8x16.splat (i32.const 0x20))
              (i8x16.lt_u (i8x16.sub (local.get $block) (i8x16.splat (i32.const 0x61)))
                (i8x16.splat (i32.const 26))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (local.get $at)))
