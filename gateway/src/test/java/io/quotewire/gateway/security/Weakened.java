package io.quotewire.gateway.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads the program anew, its tests included, with one protection switched off: its method answers at once. Libraries stay
 * those of the outer loader, so that an assertion that fails inside is one outside.
 */
final class Weakened extends ClassLoader {
    private static final String OURS = "io.quotewire.";

    private final @Nullable Protection off;

    /** With all protections. */
    Weakened() {
        super("whole", Weakened.class.getClassLoader());
        this.off = null;
    }

    /** @throws AssertionError if there is no such method */
    Weakened(Protection off) {
        super("without " + off, Weakened.class.getClassLoader());
        this.off = off;
        if (methods(ClassFile.of().parse(bytes(off.className())), off).isEmpty()) {
            throw new AssertionError(
                    "a protection names %s.%s, which is not there".formatted(off.className(), off.method()));
        }
    }

    /** Calls a static method of one of the program's classes as this loader sees it. */
    void call(Class<?> type, String name, Object... arguments) throws Throwable {
        Method method = List.of(loadClass(type.getName()).getDeclaredMethods()).stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = bytes(name);
        } catch (AssertionError notThere) {
            throw new ClassNotFoundException(name, notThere);
        }
        byte[] as = off != null && name.equals(off.className()) ? weakened(bytes, off) : bytes;
        return defineClass(name, as, 0, as.length);
    }

    private byte[] bytes(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new AssertionError("there is no class " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] weakened(byte[] bytes, Protection off) {
        ClassFile format = ClassFile.of();
        ClassModel type = format.parse(bytes);
        List<MethodModel> methods = methods(type, off);
        return format.transformClass(type, (ClassBuilder out, ClassElement element) -> {
            if (element instanceof MethodModel method && methods.contains(method)) {
                out.withMethodBody(
                        method.methodName(),
                        method.methodType(),
                        method.flags().flagsMask(),
                        code -> answer(
                                code,
                                type.thisClass().asSymbol(),
                                method.methodTypeSymbol().returnType(),
                                off.instead()));
            } else {
                out.with(element);
            }
        });
    }

    private static List<MethodModel> methods(ClassModel type, Protection off) {
        return type.methods().stream()
                .filter(method -> method.methodName().equalsString(off.method()))
                .toList();
    }

    private static void answer(CodeBuilder code, ClassDesc type, ClassDesc returned, @Nullable Object instead) {
        TypeKind kind = TypeKind.from(returned);
        if (kind != TypeKind.VOID) {
            switch (instead) {
                case null -> code.aconst_null();
                case Protection.Argument(int index) -> code.loadLocal(kind, code.parameterSlot(index));
                case Protection.Named(String constant) -> code.getstatic(returned, constant, returned);
                case Protection.Call(String method) ->
                    code.aload(0).invokevirtual(type, method, MethodTypeDesc.of(returned));
                case Protection.Static(String method) ->
                    code.invokestatic(returned, method, MethodTypeDesc.of(returned));
                case Boolean yes -> code.loadConstant(yes ? 1 : 0);
                case ConstantDesc constant -> code.loadConstant(constant);
                default -> throw new IllegalArgumentException("cannot answer " + instead);
            }
        }
        code.return_(kind);
    }
}
