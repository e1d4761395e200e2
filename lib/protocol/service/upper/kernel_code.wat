;; Upper-cases ASCII 16 bytes at a time (WebAssembly SIMD). `deno task kernel` makes kernel_code.ts of it.
(module
  ;; 16 MiB. Bytes are received into it, or put in and taken out again.
  (memory (export "memory") 256)

  ;; Replaces a–z by A–Z from $at on up to $end, a multiple of 16 further on. Returns where it stopped: at $end,
  ;; or at the 16 bytes that have the first one beyond ASCII.
  (func (export "upper") (param $at i32) (param $end i32) (result i32)
    (local $block v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $block (v128.load (local.get $at)))
        ;; The top bit of each byte.
        (br_if $done (i8x16.bitmask (local.get $block)))
        ;; Adding 31 makes `a` the least of all signed bytes, and letters those less than 26 beyond it: processors
        ;; compare signed bytes in one instruction. 0x20 is what tells small letters from capitals.
        (v128.store (local.get $at)
          (v128.xor (local.get $block)
            (v128.and (i8x16.splat (i32.const 0x20))
              (i8x16.lt_s (i8x16.add (local.get $block) (i8x16.splat (i32.const 31)))
                (i8x16.splat (i32.const -102))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (local.get $at)))
