using System.Runtime.Versioning;
using CampaignDashboard.Tests.Postgres;
using Xunit.Runner.InProc.SystemConsole;

[assembly: SupportedOSPlatform("linux")]

namespace CampaignDashboard.Tests;

/// <summary>Runs the tests; or, for a test that must kill it, plays the owner of an embedded PostgreSQL.</summary>
internal static class TestRun
{
    private static Task<int> Main(string[] args)
    {
        // For the Hosts that tests start, which live for seconds, as for this process (see the project file).
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        return args is [OwnerProcess.Mode, var folder] ? OwnerProcess.Play(folder) : ConsoleRunner.Run(args);
    }
}
