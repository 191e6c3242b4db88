using System.Net;
using CampaignDashboard.EventStore;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Host;

/// <summary>What is checked before anything starts, and how a failure is told.</summary>
internal static class StartOptions
{
    /// <summary>
    /// The largest body of a request, in bytes: a thousand of the longest user names in the longest JSON escapes are less.
    /// </summary>
    public const long LargestBody = 4 * 1024 * 1024;

    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The development sign-in lets anybody be anybody: it is refused unless only this machine can connect.</summary>
    /// <exception cref="StartException">It was asked for beside an address that others can reach.</exception>
    public static void Check(ConfigurationManager configuration)
    {
        configuration["urls"] ??= DefaultUrl;
        if (!configuration.GetValue<bool>("Identity:DevSignIn"))
        {
            return;
        }

        var open = configuration["urls"]!.Split(';').FirstOrDefault(url => !IsLoopback(url));
        if (open is not null || configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            throw new StartException(
                $"--dev-sign-in lets anybody sign in as anybody, so the dashboard must listen on this machine only. Use --urls {DefaultUrl} instead of {open ?? "Kestrel:Endpoints"}, or leave --dev-sign-in out."
            );
        }
    }

    /// <summary>The sentence for a failure that the operator can mend; null for a bug.</summary>
    public static string? Explain(Exception failure) =>
        failure switch
        {
            StartException
            or RebuildException
            or SchemaMismatchException
            or EmbeddedPostgresException
            or OptionsValidationException => failure.Message,
            IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
                $"{failure.Message} Another programme uses that port; choose another with --urls http://127.0.0.1:PORT.",
            Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UndefinedTable } no =>
                $"The database holds no event log of this version: {no.MessageText}. Start the dashboard on it first.",
            Npgsql.NpgsqlException =>
                $"The database cannot be used: {failure.Message} Check ConnectionStrings:Dashboard.",
            _ => null,
        };

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (
            address.IsLoopback
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))
        );
}

/// <summary>A setting or the surroundings keep the dashboard or a command from its work; the message says which.</summary>
internal sealed class StartException(string message) : Exception(message);
