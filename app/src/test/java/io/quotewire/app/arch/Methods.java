package io.quotewire.app.arch;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Finds the methods in Java files with the compiler's own parser. */
final class Methods {
    /**
     * One method or constructor.
     *
     * @param lines from its first annotation or modifier to its closing brace, comments included
     */
    record Method(Path file, String name, long firstLine, long lines) {
        @Override
        public String toString() {
            return "%s:%d %s has %d lines".formatted(Checkout.name(file), firstLine, name, lines);
        }
    }

    private Methods() {}

    static List<Method> in(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Method> methods = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Scanner scanner = new Scanner(Trees.instance(task).getSourcePositions(), methods);
            for (CompilationUnitTree file : task.parse()) {
                scanner.scan(file, file);
            }
        }
        return methods;
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final List<Method> methods;

        Scanner(SourcePositions positions, List<Method> methods) {
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree file) {
            long first = line(file, positions.getStartPosition(file, method));
            long last = line(file, positions.getEndPosition(file, method));
            Path path = Path.of(file.getSourceFile().toUri());
            methods.add(new Method(path, method.getName().toString(), first, last - first + 1));
            return super.visitMethod(method, file);
        }

        private static long line(CompilationUnitTree file, long position) {
            return file.getLineMap().getLineNumber(position);
        }
    }
}
