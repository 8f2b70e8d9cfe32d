package io.quotewire.app.command;

import io.quotewire.app.config.Hint;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Makes every command line behave alike: the order of the help, and what is said about mistakes. */
final class CommandLines {
    /** The footer holds the examples: they are what most people look for. */
    private static final List<String> HELP_SECTIONS = List.of(
            UsageMessageSpec.SECTION_KEY_HEADER,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST);

    private CommandLines() {}

    static void prepare(CommandLine line) {
        line.setHelpSectionKeys(HELP_SECTIONS);
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this.")
                        .build());
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.footerHeading("%nExamples:%n");
        usage.synopsisHeading("%nUsage: ");
        usage.commandListHeading("%nCommands:%n");
        usage.parameterListHeading("%n");
        usage.optionListHeading("%n");
        line.getSubcommands().values().forEach(CommandLines::prepare);
    }

    /** One line about what is wrong and one about where to read more. */
    static String mistake(CommandLine.ParameterException e) {
        CommandLine line = e.getCommandLine();
        String what = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unknown(line, unmatched.getUnmatched().getFirst())
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong arguments");
        return what + "\nsee " + line.getCommandSpec().qualifiedName() + " --help";
    }

    private static String unknown(CommandLine line, String argument) {
        CommandSpec spec = line.getCommandSpec();
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            return "unknown option " + name + Hint.of(name, optionNames(spec));
        }
        if (spec.subcommands().isEmpty()) {
            return "unexpected argument " + argument;
        }
        return "unknown command " + argument
                + Hint.of(argument, spec.subcommands().keySet());
    }

    private static List<String> optionNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        spec.options().forEach(option -> names.add(option.longestName()));
        return names;
    }
}
