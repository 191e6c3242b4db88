using CampaignDashboard.EventStore;

namespace CampaignDashboard.Host.Commands;

/// <summary>What the operator asked for, with the settings that were given beside it.</summary>
internal abstract record Command
{
    private Command() { }

    /// <summary>Run the dashboard.</summary>
    internal sealed record Serve(string[] Settings) : Command;

    /// <summary>Show (a part of) the log.</summary>
    internal sealed record ShowLog(LogQuery Query, string[] Settings) : Command;

    /// <summary>Show how far the projections are.</summary>
    internal sealed record ListProjections(string[] Settings) : Command;

    /// <summary>Make a projection's tables anew.</summary>
    internal sealed record RebuildProjection(string Projection, string[] Settings) : Command;

    /// <summary>Show what there is to ask for.</summary>
    internal sealed record Help : Command
    {
        public const string Text = """
            dashboard                        run the dashboard
              --dev-sign-in                  sign in by name alone; on this machine only
              --urls http://127.0.0.1:5080   where to listen

            dashboard log                    the event log, a JSON object a line
              --stream ID                    of this stream only
              --type NAME                    of this type only; may be given several times
              --after POSITION               what comes after this position
              --limit N                      at most so many
              --follow                       go on with what is appended, until Ctrl-C

            dashboard projections            how far each projection is: position, head, lag, state, fault
            dashboard rebuild PROJECTION     make a projection's tables anew, beside the old ones
            dashboard help                   this text

            Every command takes settings as --Section:Key=value, most of all:
              --ConnectionStrings:Dashboard=…   the PostgreSQL server; without it the dashboard's own
              --DataFolder=…                    where the dashboard's own keeps its data
            """;
    }
}
