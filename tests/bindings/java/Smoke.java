// Uses the C library from Java, with JNA. Prints what tests/bindings/smoke_test.py expects.

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;

public class Smoke {
  public interface Tokmill extends Library {
    int tokmill_encoding_by_name(byte[] name, long size, PointerByReference encoding, PointerByReference error);
    int tokmill_count(Pointer encoding, byte[] text, long size, Pointer policy, int flags, LongByReference tokens,
                      PointerByReference error);
    int tokmill_encode(Pointer encoding, byte[] text, long size, Pointer policy, int flags, int[] ids, long[] ends,
                       long capacity, LongByReference count, PointerByReference error);
    int tokmill_decode(Pointer encoding, int[] ids, long count, byte[] text, long capacity, LongByReference size,
                       PointerByReference error);
    int tokmill_count_column(Pointer encoding, Pointer column, Pointer policy, int flags, long threads, long[] counts,
                             PointerByReference error);
    int tokmill_error_status(Pointer error);
    String tokmill_status_name(int status);
    void tokmill_error_free(Pointer error);
    void tokmill_encoding_free(Pointer encoding);
  }

  static final Tokmill lib = Native.load(System.getenv("TOKMILL_C_LIBRARY"), Tokmill.class);

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Pointer find(String name) {
    PointerByReference encoding = new PointerByReference();
    PointerByReference error = new PointerByReference();
    byte[] bytes = utf8(name);
    if (lib.tokmill_encoding_by_name(bytes, bytes.length, encoding, error) != 0) {
      String status = lib.tokmill_status_name(lib.tokmill_error_status(error.getValue()));
      lib.tokmill_error_free(error.getValue());
      throw new IllegalArgumentException(status);
    }
    return encoding.getValue();
  }

  public static void main(String[] arguments) {
    Pointer o200k = find("o200k_base");
    Pointer cl100k = find("cl100k_base");
    byte[] question = utf8("How many tokens is this?");
    LongByReference tokens = new LongByReference();
    lib.tokmill_count(o200k, question, question.length, null, 0, tokens, null);
    System.out.println(tokens.getValue());

    int[] ids = new int[8];
    LongByReference count = new LongByReference();
    lib.tokmill_encode(cl100k, utf8("hello world"), 11, null, 0, ids, null, 8, count, null);
    System.out.println(ids[0] + " " + ids[(int) count.getValue() - 1]);
    byte[] text = new byte[32];
    LongByReference size = new LongByReference();
    lib.tokmill_decode(cl100k, ids, count.getValue(), text, 32, size, null);
    System.out.println(new String(text, 0, (int) size.getValue(), StandardCharsets.UTF_8));

    Memory data = new Memory(11);
    data.write(0, utf8("hello world"), 0, 11);
    Memory offsets = new Memory(16);
    offsets.write(0, new int[] {0, 5, 11, 11}, 0, 4);
    Memory validity = new Memory(1);
    validity.setByte(0, (byte) 5);
    Memory column = new Memory(6 * 8);
    column.setPointer(0, data);
    column.setPointer(8, offsets);
    column.setPointer(16, validity);
    column.write(24, new long[] {0, 3, 4}, 0, 3);
    long[] counts = new long[3];
    lib.tokmill_count_column(cl100k, column, null, 0, 2, counts, null);
    System.out.println(counts[0] + " " + counts[1] + " " + counts[2]);
    try {
      find("nope");
    } catch (IllegalArgumentException error) {
      System.out.println(error.getMessage());
    }
    lib.tokmill_encoding_free(o200k);
    lib.tokmill_encoding_free(cl100k);
  }
}
