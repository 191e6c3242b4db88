using CampaignDashboard.Host.Commands;

namespace CampaignDashboard.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("logs", "no command 'logs'")]
    [InlineData("--dev-signin", "'--dev-signin' is no option")]
    [InlineData("log --tail", "'--tail' is no option")]
    [InlineData("log --follow=yes", "'--follow=yes' is no option")]
    [InlineData("log enwiki", "'enwiki' is no option")]
    [InlineData("log --dev-sign-in", "'--dev-sign-in' is no option")]
    [InlineData("log --stream", "'--stream' wants a value")]
    [InlineData("log --stream 17", "'17' is no value for '--stream'")]
    [InlineData("log --after -1", "'-1' is no value for '--after'")]
    [InlineData("log --limit 0", "'0' is no value for '--limit'")]
    [InlineData("log --limit=1e3", "'1e3' is no value for '--limit'")]
    [InlineData("rebuild", "wants the name of a projection")]
    [InlineData("rebuild --follow", "wants the name of a projection")]
    [InlineData("rebuild figures feed", "'feed' is no option")]
    [InlineData("projections --stream x", "'--stream' is no option")]
    [InlineData("--urls", "'--urls' wants a value")]
    public void A_word_that_makes_no_sense_is_named(string line, string reason)
    {
        var wrong = Assert.Throws<WrongUseException>(() => CommandLine.Parse(line.Split(' ')));
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_takes_its_options_in_both_forms_and_settings_between()
    {
        var stream = Guid.NewGuid();
        var log = Assert.IsType<Command.ShowLog>(
            CommandLine.Parse([
                "log",
                "--stream",
                $"{stream}",
                "--type=a",
                "--DataFolder",
                "/x",
                "--type",
                "b",
                "--after=7",
                "--follow",
            ])
        );

        Assert.Equal(
            (stream, 7, (long?)null, true),
            (log.Query.Stream, log.Query.After, log.Query.Limit, log.Query.Follow)
        );
        Assert.Equal(["a", "b"], log.Query.Types!);
        Assert.Equal(["--DataFolder=/x"], log.Settings);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--dev-sign-in", "--Identity:DevSignIn=true")]
    [InlineData("--dev-sign-in --Identity:DevSignIn=false", "--Identity:DevSignIn=true --Identity:DevSignIn=false")]
    [InlineData("--urls http://127.0.0.1:0", "--urls=http://127.0.0.1:0")]
    [InlineData("--Identity:Administrators:0=Ada", "--Identity:Administrators:0=Ada")]
    [InlineData("/DataFolder /tmp/x", "--DataFolder=/tmp/x")]
    [InlineData("urls=http://127.0.0.1:0", "--urls=http://127.0.0.1:0")]
    public void Without_a_command_it_serves_and_settings_are_as_they_always_were(string line, string settings)
    {
        var serve = Assert.IsType<Command.Serve>(
            CommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
        Assert.Equal(settings, string.Join(' ', serve.Settings));
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("log --help")]
    [InlineData("rebuild -h")]
    public void Help_is_never_far(string line) => Assert.IsType<Command.Help>(CommandLine.Parse(line.Split(' ')));

    [Fact]
    public async Task The_programme_says_what_is_wrong_in_a_line_and_exits_with_2()
    {
        var wrong = await CommandProcess.Run("log", "--tail");

        Assert.Equal(
            (2, "", "'--tail' is no option here. See 'dashboard help'.\n"),
            (wrong.Code, wrong.Output, wrong.Errors)
        );
    }

    [Fact]
    public async Task The_programme_shows_its_help()
    {
        var help = await CommandProcess.Run("--help");

        Assert.Equal((0, ""), (help.Code, help.Errors));
        Assert.Contains("dashboard log", help.Output, StringComparison.Ordinal);
    }
}
